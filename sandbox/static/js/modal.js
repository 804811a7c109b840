// Owns: modals: the view on top of the stack as a dialog, its fields' values and errors, submit, back and close.
import * as api from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { Form, sentence, Surface } from "./blocks/surface.js";
import { closeButton, show } from "./dialog.js";
import { h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./names.js";
import { on, store, tell } from "./store.js";

/** view id -> what was entered, so that it is still there after an update or on the way back. */
const forms = new Map();
let opened = null;

function drawTop() {
  const view = store.views.at(-1);
  const live = new Set(store.views.map((one) => one.id));
  for (const id of forms.keys()) if (!live.has(id)) forms.delete(id);
  if (!view) return void shut();
  if (
    opened &&
    opened.view.id === view.id &&
    opened.view.hash === view.hash &&
    opened.depth === store.views.length
  )
    return;
  paint(view);
}

function shut() {
  opened?.end();
  opened = null;
}

/** Where one was in the view that is about to be drawn anew: how far down, and at which control. */
function placeIn(view) {
  if (opened?.view.id !== view.id) return { scroll: 0 };
  const active = opened.dialog.contains(document.activeElement) ? document.activeElement : null;
  const at = active && {
    action: active.dataset.action,
    block: active.closest("[data-block]")?.dataset.block,
  };
  return { scroll: opened.body.scrollTop, at };
}

function head(view, title) {
  const back = () => void api.close(view.id, false);
  const first =
    store.views.length > 1
      ? h(
          "button",
          { class: "icon-btn", type: "button", "aria-label": "Back", on: { click: back } },
          icon("back"),
        )
      : avatar(store.app?.bot_user, 24);
  return h(
    "div",
    { class: "dialog-head" },
    first,
    h("h2", { id: title, class: "clip" }, plain(view.title.text)),
    closeButton(() => void api.close(view.id, true)),
  );
}

function foot(view, submit) {
  const leave = () => void api.close(view.id, false);
  const text = view.close?.text ?? (view.submit ? "Cancel" : "Close");
  return h(
    "div",
    { class: "dialog-foot" },
    h("button", { class: "btn btn-big", type: "button", on: { click: leave } }, plain(text)),
    submit,
  );
}

function paint(view) {
  const { scroll, at } = placeIn(view);
  if (!forms.has(view.id)) forms.set(view.id, new Form());
  const surface = new Surface(
    "modal",
    { type: "view", view_id: view.id },
    () => view.blocks,
    forms.get(view.id),
  );
  const title = uid("modal");
  const body = h("div", { class: "dialog-body", tabindex: "-1" }, drawBlocks(view.blocks, surface));
  const submit = view.submit
    ? h("button", { class: "btn btn-big btn-primary", type: "submit" }, plain(view.submit.text))
    : null;
  const form = h(
    "form",
    { class: "modal-form", novalidate: true },
    head(view, title),
    body,
    foot(view, submit),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });
  // Changing the content of the dialog that is open keeps focus inside and the backdrop still.
  const dialog = opened?.dialog ?? h("dialog", { class: "dialog modal" });
  dialog.replaceChildren(form);
  dialog.setAttribute("aria-labelledby", title);
  const end = opened?.end ?? show(dialog, () => void api.close(store.views.at(-1)?.id, false));
  opened = { view, dialog, end, body, surface, submit, depth: store.views.length };
  body.scrollTop = scroll;
  focusIn(body, at);
}

function focusIn(body, place) {
  const block = place?.block && body.querySelector(`[data-block="${CSS.escape(place.block)}"]`);
  const same =
    block &&
    ((place.action && block.querySelector(`[data-action="${CSS.escape(place.action)}"]`)) ||
      block.querySelector("input, textarea, .select, button"));
  const wanted =
    same ??
    body.querySelector("[autofocus]") ??
    body.querySelector(".input input:not(.sr), .input textarea, .input .select, .rich-editor") ??
    body;
  wanted.focus({ preventScroll: Boolean(same) });
}

/** Show errors at their fields and go to the first of them; a block without a field gets a toast. */
function sayErrors(errors) {
  opened.surface.errors = { ...errors };
  const blocks = [...opened.body.querySelectorAll("[data-block]")];
  let first = null;
  for (const block of blocks) {
    const field = block.querySelector(".input");
    if (!field) continue;
    const text = errors[block.dataset.block];
    field.sayProblem(text ?? "");
    if (text) first ??= block;
  }
  for (const [id, text] of Object.entries(errors))
    if (!blocks.some((block) => block.dataset.block === id)) tell("toast", { text, tone: "danger" });
  const target = first?.querySelector("input:not(.sr), textarea, .select, .rich-editor, input");
  target?.focus();
  first?.scrollIntoView({ block: "nearest" });
}

async function send() {
  const { view, surface, submit } = opened;
  if (!submit || submit.getAttribute("aria-busy")) return;
  submit.setAttribute("aria-busy", "true");
  const answer = await api
    .submit(view.id, surface.form.state(view.blocks))
    .catch(() => ({ ok: false, error: "no_connection" }));
  submit.removeAttribute("aria-busy");
  if (answer.ok || opened?.view.id !== view.id) return;
  if (answer.errors) sayErrors(answer.errors);
  else tell("toast", { text: sentence(answer.error), tone: "danger" });
}

export function startModals() {
  on("views", drawTop);
}

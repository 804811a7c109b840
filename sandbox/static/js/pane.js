// Owns: the pane at the right (thread, journal, guide, …): one at a time, full screen on a phone.
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { on, tell } from "./store.js";

let kind = null;
let opener = null;

export const paneKind = () => kind;

/** The head of a pane: a title, a line beneath it, and the button that closes it. */
export function paneHead(title, note, ...tools) {
  return h(
    "header",
    { class: "pane-head" },
    h("div", { class: "grow" }, h("h2", {}, title), note ? h("span", { class: "small clip" }, note) : null),
    tools,
    h(
      "button",
      {
        class: "icon-btn",
        type: "button",
        "aria-label": `Close ${title.toLowerCase()}`,
        on: { click: closePane },
      },
      icon("close"),
    ),
  );
}

export function closePane() {
  const side = document.getElementById("side");
  const inside = side.contains(document.activeElement);
  const closed = kind;
  side.hidden = true;
  side.replaceChildren();
  kind = null;
  delete document.body.dataset.pane;
  const back = [opener, document.querySelector(`#rail [data-tool="${closed}"]`), document.getElementById("main")];
  if (inside) back.find((node) => node?.checkVisibility({ visibilityProperty: true })).focus();
  tell("pane-closed", closed);
}

/** Show something in the pane. With `toggle`, the same kind again closes it, and the focus goes there. */
export function openPane({ kind: next, node, toggle }) {
  if (toggle && kind === next) return void closePane();
  const side = document.getElementById("side");
  if (!side.contains(document.activeElement)) opener = document.activeElement;
  kind = next;
  document.body.dataset.pane = next;
  replace(side, node);
  side.hidden = false;
  if (toggle) side.querySelector("button:not(.sheet-handle)")?.focus();
  tell("pane-opened", next);
}

export function startPane() {
  on("pane", openPane);
  document.getElementById("side").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePane();
  });
}

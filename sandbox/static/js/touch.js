// Owns: what one can do with a message: react, answer in a thread, run the app's shortcuts, edit, delete.
import * as api from "./api.js";
import { confirmDialog } from "./dialog.js";
import { h } from "./dom.js";
import { emoji, findEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { openListbox } from "./listbox.js";
import { openMenu } from "./menu.js";
import { userName } from "./names.js";
import { store, tell } from "./store.js";

export function setReaction(channel, message, name) {
  const mine = message.reactions?.find((r) => r.name === name)?.users.includes(store.me.id);
  return api.react(channel, message.ts, name, !mine);
}

/** The emoji list, hung on a button. */
export function openEmoji(anchor, pick) {
  const load = (query) => [
    {
      choices: findEmoji(query.replaceAll(":", "")).map((name) => ({
        key: name,
        text: name,
        label: h("span", {}, h("span", { class: "emoji big" }, emoji(name)), ` :${name}:`),
        raw: name,
      })),
    },
  ];
  openListbox(anchor, {
    label: "Emoji",
    load,
    pick: (choice) => pick(choice.raw),
    placeholder: "Search emoji",
    align: "end",
  });
}

/** The reactions a message has, as buttons that join in. */
export function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const pill = ({ name, users }) => {
    const mine = users.includes(store.me.id);
    const who = users.map(userName).join(", ");
    return h(
      "button",
      {
        class: `reaction${mine ? " mine" : ""}`,
        type: "button",
        "aria-pressed": String(mine),
        title: `${who} reacted with :${name}:`,
        "aria-label": `${name}, ${users.length} ${users.length === 1 ? "reaction" : "reactions"}`,
        data: { action: `react-${name}` },
        on: { click: () => setReaction(channel, message, name) },
      },
      h("span", { class: "emoji" }, emoji(name)),
      h("span", { class: "count" }, users.length),
    );
  };
  const add = h(
    "button",
    { class: "reaction add", type: "button", "aria-label": "Add reaction", "aria-haspopup": "listbox" },
    icon("smile", 18),
  );
  add.addEventListener("click", () => openEmoji(add, (name) => setReaction(channel, message, name)));
  return h("div", { class: "reactions" }, message.reactions.filter((r) => r.users.length).map(pill), add);
}

async function copy(text) {
  await navigator.clipboard?.writeText(text);
  tell("toast", { text: "Copied." });
}

function moreItems(channel, message) {
  const mine = message.user === store.me.id;
  const shortcuts = store.shortcuts
    .filter((s) => s.type === "message")
    .map((s) => ({
      text: s.name,
      note: store.app?.name,
      icon: icon("bolt", 18),
      run: async () => {
        const answer = await api.shortcut(s.callback_id, { channel, ts: message.ts });
        if (answer.ok === false) tell("toast", { text: `“${s.name}” did not answer.`, tone: "danger" });
      },
    }));
  const erase = async () => {
    const sure = await confirmDialog({
      title: { text: "Delete message" },
      text: {
        type: "plain_text",
        text: "Are you sure you want to delete this message? This cannot be undone.",
      },
      confirm: { text: "Delete" },
      deny: { text: "Cancel" },
      style: "danger",
    });
    if (sure) await api.remove(channel, message.ts);
  };
  return [
    { text: "Copy text", icon: icon("file", 18), run: () => void copy(message.text ?? "") },
    mine
      ? { text: "Edit message", icon: icon("pencil", 18), run: () => tell("edit", { channel, message }) }
      : undefined,
    shortcuts.length ? null : undefined,
    ...shortcuts,
    mine ? null : undefined,
    mine
      ? { text: "Delete message", icon: icon("trash", 18), danger: true, run: () => void erase() }
      : undefined,
  ].filter((item) => item !== undefined);
}

/** The bar that floats over a message under the mouse or with the focus. */
export function toolbar(channel, message, inThread) {
  const tool = (label, glyph, run, more = {}) => {
    const node = h(
      "button",
      { class: "tool", type: "button", "aria-label": label, title: label, ...more },
      glyph,
    );
    node.addEventListener("click", () => run(node));
    return node;
  };
  const quick = ["white_check_mark", "eyes", "raised_hands"].map((name) =>
    tool(`React with ${name}`, h("span", { class: "emoji" }, emoji(name)), () =>
      setReaction(channel, message, name),
    ),
  );
  return h(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    quick,
    tool(
      "Add reaction",
      icon("smile", 18),
      (node) => openEmoji(node, (name) => setReaction(channel, message, name)),
      { "aria-haspopup": "listbox" },
    ),
    inThread
      ? null
      : tool("Reply in thread", icon("thread", 18), () =>
          tell("open-thread", { channel, ts: message.thread_ts ?? message.ts, focus: true }),
        ),
    tool(
      "More actions",
      icon("more", 18),
      (node) => openMenu(node, moreItems(channel, message), { label: "Message actions", align: "end" }),
      { "aria-haspopup": "menu", "aria-expanded": "false" },
    ),
  );
}

/** Most messages are only scrolled past: their toolbar is made when the mouse or the focus first comes to them. */
export function whenTouched(node, make) {
  const stop = new AbortController();
  const once = () => {
    stop.abort();
    make();
  };
  for (const type of ["pointerenter", "focusin"]) node.addEventListener(type, once, { signal: stop.signal });
}

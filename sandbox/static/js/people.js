// Owns: acting as another person, and finding a conversation by typing.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { matching, openListbox } from "./listbox.js";
import { avatar, channelName, SLACKBOT, userName } from "./names.js";
import { store, tell } from "./store.js";

const about = (u) =>
  [u.title, u.is_external ? "external" : "", u.is_guest ? "guest" : "", u.tz?.replaceAll("_", " ")]
    .filter(Boolean)
    .join(" · ");

/** Choose who to be from now on. */
export function openPeople(anchor, how = {}) {
  const people = [...store.users.values()].filter(
    (u) => !u.is_bot && !u.deleted && u.id !== SLACKBOT && u.id !== store.app?.bot_user,
  );
  const choices = people.map((u) => ({
    key: u.id,
    text: userName(u.id),
    note: about(u),
    lead: avatar(u.id, 36),
    raw: u.id,
  }));
  const load = (query) => [{ label: "Act as", choices: matching(choices, query) }];
  openListbox(anchor, {
    label: "Act as",
    load,
    chosen: (key) => key === store.me.id,
    pick: (choice) => tell("act-as", choice.raw),
    placeholder: "Find a person",
    className: "people",
    ...how,
  });
}

/** Jump to a channel or a person (Ctrl or Command + K). */
export function openJump(anchor) {
  const places = [...store.channels.values()].map((c) => ({
    key: c.id,
    text: channelName(c),
    note: c.kind === "im" || c.kind === "app" ? "" : c.topic,
    lead:
      c.kind === "im" || c.kind === "app"
        ? avatar(c.with ?? store.app.bot_user, 20)
        : icon(c.kind === "private" ? "lock" : "hash", 18),
    raw: { channel: c.id },
  }));
  const known = new Set([...store.channels.values()].map((c) => c.with));
  const people = [...store.users.values()]
    .filter((u) => !u.deleted && u.id !== SLACKBOT && !known.has(u.id) && u.id !== store.me.id)
    .map((u) => ({
      key: u.id,
      text: userName(u.id),
      note: u.title,
      lead: avatar(u.id, 20),
      raw: { user: u.id },
    }));
  openListbox(anchor, {
    label: "Jump to",
    load: (q) => [{ choices: matching([...places, ...people], q) }],
    pick: (choice) => tell("go", choice.raw),
    placeholder: "Jump to a channel or person",
    className: "people",
  });
}

/** The face of the person one acts as, with the button that changes it. */
export function meButton(size = 36) {
  const node = h(
    "button",
    {
      class: "me",
      type: "button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `Acting as ${userName(store.me.id)}. Act as another person`,
      title: `Acting as ${userName(store.me.id)}`,
    },
    avatar(store.me.id, size),
    h("span", { class: "presence", "aria-hidden": "true" }),
  );
  node.addEventListener("click", () => openPeople(node, { align: "end" }));
  return node;
}

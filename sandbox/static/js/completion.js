// Owns: what the composer proposes while one types: commands with their hints, people, channels, emoji.
import * as api from "./api.js";
import { h, replace, uid } from "./dom.js";
import { emoji, findEmoji } from "./emoji.js";
import { icon } from "./icons.js";
import { matching } from "./listbox.js";
import { avatar, channelName, SLACKBOT, userName } from "./names.js";
import { store } from "./store.js";

const person = (u) => ({
  text: userName(u.id),
  note: u.title ?? u.name,
  lead: avatar(u.id, 20),
  put: `@${userName(u.id)}`,
  token: `<@${u.id}>`,
});
const place = (c) => ({
  text: channelName(c),
  lead: icon(c.kind === "private" ? "lock" : "hash", 16),
  put: `#${channelName(c)}`,
  token: `<#${c.id}>`,
});

/** The app's commands, and the shortcuts that work anywhere. */
function commands(typed) {
  const q = typed.toLowerCase();
  const lead = () => avatar(store.app.bot_user, 36);
  const known = store.commands
    .filter((one) => one.command.startsWith(q))
    .map((one) => ({
      text: one.command,
      hint: one.usage_hint,
      note: one.description,
      lead: lead(),
      put: one.command,
    }));
  const anywhere = store.shortcuts
    .filter((one) => one.type === "global" && one.name.toLowerCase().includes(q.slice(1)))
    .map((one) => ({
      text: one.name,
      note: one.description,
      lead: lead(),
      run: () => api.shortcut(one.callback_id),
    }));
  return [...known, ...anywhere];
}

/** What each sign proposes: a pattern over the text before the caret, and the choices for what follows the sign. */
const KINDS = [
  { label: "Commands", at: /^(\/[a-z0-9_-]*)$/i, choices: commands },
  {
    label: "People",
    at: /(?:^|[\s(])(@[\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]+)?)$/u,
    choices: (q) =>
      matching(
        [...store.users.values()].filter((u) => !u.deleted && u.id !== SLACKBOT).map(person),
        q.slice(1),
      ),
  },
  {
    label: "Channels",
    at: /(?:^|[\s(])(#[\p{L}\p{N}_-]*)$/u,
    choices: (q) =>
      matching(
        [...store.channels.values()].filter((c) => ["channel", "private"].includes(c.kind)).map(place),
        q.slice(1),
      ),
  },
  {
    label: "Emoji",
    at: /(?:^|\s)(:[a-z0-9_+-]{2,})$/i,
    choices: (q) =>
      findEmoji(q.slice(1), 8).map((name) => ({
        text: `:${name}:`,
        lead: h("span", { class: "emoji" }, emoji(name)),
        put: emoji(name),
      })),
  },
];

export class Completion {
  constructor(composer) {
    this.composer = composer;
    this.list = h("div", { class: "completion", role: "listbox", id: uid("complete"), tabindex: "0", hidden: true });
    composer.box.before(this.list);
    const { field } = composer;
    for (const [name, value] of Object.entries({
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    }))
      field.setAttribute(name, value);
    field.addEventListener("blur", () => this.close());
    this.shown = [];
  }

  update() {
    const { field } = this.composer;
    const before = field.value.slice(0, field.selectionStart);
    for (const kind of KINDS) {
      const found = kind.at.exec(before);
      if (!found || (kind.label === "Commands" && this.composer.where.thread)) continue;
      const choices = kind.choices(found[1]).slice(0, kind.label === "Commands" ? 20 : 8);
      if (choices.length) return void this.open(kind, choices, found[1]);
    }
    this.close();
  }

  open(kind, choices, typed) {
    this.typed = typed;
    this.list.setAttribute("aria-label", kind.label);
    this.shown = choices.map((choice) => {
      const node = h(
        "div",
        { class: "option", role: "option", id: uid("c"), "aria-selected": "false" },
        choice.lead,
        h(
          "span",
          { class: "grow" },
          h(
            "span",
            {},
            h("b", {}, choice.text),
            choice.hint ? h("span", { class: "hint" }, ` ${choice.hint}`) : null,
          ),
          choice.note ? h("span", { class: "note" }, choice.note) : null,
        ),
      );
      node.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(choice);
      });
      return { choice, node };
    });
    replace(
      this.list,
      h("div", { class: "group-label", "aria-hidden": "true" }, kind.label),
      this.shown.map((one) => one.node),
    );
    this.list.hidden = false;
    this.point(0);
  }

  point(at) {
    this.at = at;
    this.shown.forEach(({ node }, index) => {
      node.classList.toggle("active", index === at);
      node.setAttribute("aria-selected", String(index === at));
    });
    this.composer.field.setAttribute("aria-activedescendant", this.shown[at].node.id);
    this.shown[at].node.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.list.hidden = true;
    this.shown = [];
    this.composer.field.removeAttribute("aria-activedescendant");
  }

  take(choice) {
    const { field } = this.composer;
    const end = field.selectionStart;
    if (choice.run) {
      field.setRangeText("", end - this.typed.length, end, "end");
      this.close();
      this.composer.changed();
      return void choice.run();
    }
    if (choice.token) this.composer.mentions.set(choice.put, choice.token);
    field.setRangeText(`${choice.put} `, end - this.typed.length, end, "end");
    this.close();
    this.composer.changed();
    return undefined;
  }

  /** Keys while something is proposed; answers true when the key is used up. */
  onKey(event) {
    if (!this.shown.length) return false;
    const count = this.shown.length;
    const to = { ArrowDown: (this.at + 1) % count, ArrowUp: (this.at - 1 + count) % count }[event.key];
    const choice = this.shown[this.at].choice;
    if (to !== undefined) this.point(to);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey)) {
      if (choice.put === this.typed && event.key === "Enter") {
        this.close();
        return false;
      }
      this.take(choice);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}

// Owns: the box one writes in: sending, commands, drafts, editing the last message. Completion is in completion.js, files
// are in tray.js.
import * as api from "./api.js";
import { sentence } from "./blocks/surface.js";
import { Completion } from "./completion.js";
import { h, replace } from "./dom.js";
import { emoji } from "./emoji.js";
import { tool } from "./icons.js";
import { decodeForEdit, encode } from "./mentions.js";
import { channelName } from "./names.js";
import { store, tell } from "./store.js";
import { openEmoji } from "./touch.js";
import { Tray } from "./tray.js";

const drafts = new Map();

export class Composer {
  /** @param {{channel: string, thread?: string}} where */
  constructor(where) {
    this.where = where;
    this.mentions = new Map();
    this.editing = null;
    this.field = h("textarea", {
      class: "composer-field",
      rows: "1",
      "aria-label": this.label(),
      placeholder: this.label(),
      spellcheck: "true",
      id: where.thread ? null : "composer",
    });
    this.tray = new Tray({
      changed: () => this.changed(),
      failed: (text) => this.say(text),
      done: () => this.focus(),
    });
    this.sendButton = tool("Send", "send", () => this.send(), "send");
    this.note = h("div", { class: "composer-note", role: "alert" });
    const emojiTool = tool("Emoji", "smile", () =>
      openEmoji(emojiTool, (name) => this.insert(emoji(name))),
    );
    const slash = tool("Run a command", "/", () => this.insert("/", true));
    const at = tool("Mention someone", "@", () => this.insert("@"));
    this.box = h(
      "div",
      { class: "composer-box" },
      this.tray.node,
      this.field,
      h(
        "div",
        { class: "composer-tools" },
        tool("Attach files", "plus", () => this.tray.pick.click()),
        h("span", { class: "tools-rule" }),
        emojiTool,
        at,
        where.thread ? null : slash,
        h("span", { class: "grow" }),
        this.sendButton,
      ),
    );
    this.node = h(
      "div",
      { class: "composer" },
      this.note,
      this.box,
      this.tray.pick,
      h(
        "div",
        { class: "composer-hint small", "aria-hidden": "true" },
        h("b", {}, "Shift + Enter"),
        " for a new line",
      ),
    );
    this.completion = new Completion(this);
    this.listen();
    this.restore();
  }

  label() {
    return this.where.thread ? "Reply…" : `Message ${this.place()}`;
  }

  /** Where it writes to, for a person. */
  place() {
    const item = store.channels.get(this.where.channel);
    const sign = item && ["channel", "private"].includes(item.kind) ? "#" : "";
    return this.where.thread ? "this thread" : sign + channelName(item);
  }

  get key() {
    return `${store.me.id}/${this.where.channel}/${this.where.thread ?? ""}`;
  }

  restore() {
    this.field.value = drafts.get(this.key)?.text ?? "";
    this.mentions = drafts.get(this.key)?.mentions ?? new Map();
    this.changed();
  }

  focus() {
    this.field.focus();
  }

  /** Put a text into the box, as the guide does; nothing is sent. */
  fill(text) {
    this.field.value = text;
    this.changed();
    this.focus();
    this.field.setSelectionRange(text.length, text.length);
  }

  insert(text, atStart = false) {
    this.focus();
    const { selectionStart: from, selectionEnd: to, value } = this.field;
    if (atStart) {
      if (!value.startsWith("/")) this.field.value = text + value;
      this.field.setSelectionRange(text.length, text.length);
    } else {
      const space = text === "@" && from > 0 && !/\s$/.test(value.slice(0, from)) ? " " : "";
      this.field.setRangeText(space + text, from, to, "end");
    }
    this.changed();
    this.completion.update();
  }

  listen() {
    this.field.addEventListener("input", () => {
      this.changed();
      this.completion.update();
    });
    this.field.addEventListener("keydown", (event) => this.onKey(event));
    this.tray.listen(this.field);
  }

  onKey(event) {
    if (event.isComposing || this.completion.onKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void this.send();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.editing) {
      const last = store.messages
        .get(this.where.channel)
        ?.items.findLast((m) => m.user === store.me.id && !m.ephemeral && !m.subtype);
      if (last && !this.where.thread) {
        event.preventDefault();
        this.edit(last);
      }
    } else if (event.key === "Escape" && this.editing) {
      event.preventDefault();
      event.stopPropagation();
      this.stopEditing();
    }
  }

  /** Grow with the text, keep the draft, and offer to send when there is something to. */
  changed() {
    const { field } = this;
    field.style.height = "auto";
    if (field.scrollHeight) field.style.height = `${Math.min(field.scrollHeight, 240)}px`;
    this.sendButton.classList.toggle("ready", Boolean(field.value.trim() || this.tray.files.length));
    if (!this.editing) drafts.set(this.key, { text: field.value, mentions: this.mentions });
    this.say("");
  }

  say(...nodes) {
    replace(this.note, nodes.filter(Boolean));
  }

  edit(message) {
    this.editing = message;
    this.mentions = new Map();
    this.field.value = decodeForEdit(message.text ?? "", this.mentions);
    this.changed();
    this.box.classList.add("editing");
    this.say("Editing your message: Enter saves, Escape cancels");
    this.focus();
  }

  stopEditing() {
    this.editing = null;
    this.box.classList.remove("editing");
    this.restore();
  }

  clear() {
    this.field.value = "";
    this.mentions = new Map();
    this.changed();
  }

  async send() {
    if (this.editing) return void (await this.saveEdit());
    const typed = this.field.value.trim();
    const called = /^\/[a-z0-9_-]+(?=\s|$)/i.exec(typed)?.[0];
    if (called) return void (await this.run(called, typed.slice(called.length).trim()));
    await this.tray.ready();
    const { files } = this.tray;
    const text = this.field.value.trim();
    if (!text && !files.length) return undefined;
    const extra = {
      ...(this.where.thread ? { thread_ts: this.where.thread } : {}),
      ...(files.length ? { files: files.map((f) => f.id) } : {}),
    };
    const kept = { text: this.field.value, files, mentions: this.mentions };
    const body = encode(text, this.mentions);
    this.clear();
    this.tray.put([]);
    const answer = await api
      .say(this.where.channel, body, extra)
      .catch(() => ({ ok: false, error: "no_connection" }));
    if (answer.ok === false) this.giveBack(kept, sentence(answer.error));
    return undefined;
  }

  async saveEdit() {
    const { ts } = this.editing;
    const text = this.field.value.trim();
    const coded = encode(text, this.mentions);
    this.stopEditing();
    if (text) await api.edit(this.where.channel, ts, coded);
  }

  async run(name, rest) {
    if (this.where.thread) return void this.say(`${name} is not supported in threads. Sorry!`);
    if (!store.commands.some((one) => one.command === name))
      return void this.say(`${name} is not a valid command. Type / to see the ones there are.`);
    const kept = { text: this.field.value, files: this.tray.files, mentions: this.mentions };
    const coded = encode(rest, this.mentions);
    this.clear();
    const answer = await api
      .command(this.where.channel, name, coded)
      .catch(() => ({ ok: false, error: "no_connection" }));
    if (answer.ok === false && answer.error === "no_connection") this.giveBack(kept, sentence(answer.error));
    return undefined;
  }

  /** Nothing that was typed is lost when sending fails. */
  giveBack(kept, why) {
    this.mentions = kept.mentions;
    this.field.value = kept.text;
    this.tray.put(kept.files);
    this.say(why);
    tell("toast", { text: why, tone: "danger" });
  }
}

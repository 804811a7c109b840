// Owns: the box one writes in: sending, commands, files, drafts, editing the last message. Completion is in completion.js.
import * as api from "./api.js";
import { sentence } from "./blocks/surface.js";
import { Completion } from "./completion.js";
import { h, replace } from "./dom.js";
import { emoji } from "./emoji.js";
import { bytes } from "./format.js";
import { icon } from "./icons.js";
import { decodeForEdit, encode } from "./mentions.js";
import { channelName } from "./names.js";
import { store, tell } from "./store.js";
import { openEmoji } from "./touch.js";

const drafts = new Map();

export class Composer {
  /** @param {{channel: string, thread?: string}} where */
  constructor(where) {
    this.where = where;
    this.mentions = new Map();
    this.files = [];
    this.editing = null;
    this.field = h("textarea", {
      class: "composer-field",
      rows: "1",
      "aria-label": this.label(),
      placeholder: this.label(),
      spellcheck: "true",
      id: where.thread ? null : "composer",
    });
    this.pick = h("input", {
      type: "file",
      class: "sr",
      multiple: true,
      tabindex: "-1",
      "aria-hidden": "true",
    });
    this.sendButton = this.tool("Send", "send", () => this.send(), "send");
    this.tray = h("div", { class: "tray" });
    this.note = h("div", { class: "composer-note", role: "alert" });
    const emojiTool = this.tool("Emoji", "smile", () =>
      openEmoji(emojiTool, (name) => this.insert(emoji(name))),
    );
    const slash = h(
      "button",
      {
        class: "icon-btn glyph",
        type: "button",
        "aria-label": "Run a command",
        title: "Run a command",
        on: { click: () => this.insert("/", true) },
      },
      "/",
    );
    const at = h(
      "button",
      {
        class: "icon-btn glyph",
        type: "button",
        "aria-label": "Mention someone",
        title: "Mention someone",
        on: { click: () => this.insert("@") },
      },
      "@",
    );
    this.box = h(
      "div",
      { class: "composer-box" },
      this.tray,
      this.field,
      h(
        "div",
        { class: "composer-tools" },
        this.tool("Attach files", "plus", () => this.pick.click()),
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
      this.pick,
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
    if (this.where.thread) return "Reply…";
    const item = store.channels.get(this.where.channel);
    const name = channelName(item);
    return `Message ${item && ["channel", "private"].includes(item.kind) ? "#" : ""}${name}`;
  }

  tool(label, glyph, run, extra = "") {
    return h(
      "button",
      { class: `icon-btn ${extra}`, type: "button", "aria-label": label, title: label, on: { click: run } },
      icon(glyph, 18),
    );
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
    this.pick.addEventListener("change", () => {
      void this.attach(this.pick.files);
    });
    this.box.addEventListener("dragover", (event) => event.preventDefault());
    this.box.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.attach(event.dataTransfer.files);
    });
    this.field.addEventListener("paste", (event) => {
      if (event.clipboardData.files.length) {
        event.preventDefault();
        void this.attach(event.clipboardData.files);
      }
    });
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
    this.sendButton.classList.toggle("ready", Boolean(field.value.trim() || this.files.length));
    if (!this.editing) drafts.set(this.key, { text: field.value, mentions: this.mentions });
    this.say("");
  }

  say(...nodes) {
    replace(this.note, nodes.filter(Boolean));
  }

  async attach(list) {
    for (const file of [...list]) {
      const answer = await api.upload(file);
      if (answer.ok === false) this.say(`${file.name} could not be uploaded.`);
      else this.files.push({ id: answer.id, name: file.name, size: file.size });
    }
    this.pick.value = "";
    this.drawTray();
    this.focus();
  }

  drawTray() {
    const drop = (file) => {
      this.files = this.files.filter((one) => one !== file);
      this.drawTray();
    };
    replace(
      this.tray,
      this.files.map((file) =>
        h(
          "span",
          { class: "tray-file" },
          icon("file"),
          h("span", { class: "clip" }, file.name),
          h("span", { class: "small" }, bytes(file.size)),
          h(
            "button",
            {
              class: "icon-btn",
              type: "button",
              "aria-label": `Remove ${file.name}`,
              on: { click: () => drop(file) },
            },
            icon("close", 14),
          ),
        ),
      ),
    );
    this.changed();
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
    this.files = [];
    this.mentions = new Map();
    this.drawTray();
  }

  async send() {
    const text = this.field.value.trim();
    if (this.editing) {
      const { ts } = this.editing;
      const coded = encode(text, this.mentions);
      this.stopEditing();
      if (text) await api.edit(this.where.channel, ts, coded);
      return;
    }
    if (!text && !this.files.length) return;
    const called = /^\/[a-z0-9_-]+(?=\s|$)/i.exec(text)?.[0];
    if (called) return void (await this.run(called, text.slice(called.length).trim()));
    const body = encode(text, this.mentions);
    const extra = {
      ...(this.where.thread ? { thread_ts: this.where.thread } : {}),
      ...(this.files.length ? { files: this.files.map((f) => f.id) } : {}),
    };
    const kept = { text: this.field.value, files: this.files, mentions: this.mentions };
    this.clear();
    const answer = await api
      .say(this.where.channel, body, extra)
      .catch(() => ({ ok: false, error: "no_connection" }));
    if (answer.ok === false) this.giveBack(kept, sentence(answer.error));
  }

  async run(name, rest) {
    if (this.where.thread) return void this.say(`${name} is not supported in threads. Sorry!`);
    if (!store.commands.some((one) => one.command === name))
      return void this.say(`${name} is not a valid command. Type / to see the ones there are.`);
    const kept = { text: this.field.value, files: [], mentions: this.mentions };
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
    Object.assign(this, { files: kept.files, mentions: kept.mentions });
    this.field.value = kept.text;
    this.drawTray();
    this.say(why);
    tell("toast", { text: why, tone: "danger" });
  }
}

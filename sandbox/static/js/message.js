// Owns: one message: author line, text or blocks, files, reactions, thread bar, toolbar.
import * as api from "./api.js";
import { attachedFile } from "./blocks/media.js";
import { drawBlocks } from "./blocks/index.js";
import { Form, Surface } from "./blocks/surface.js";
import { confirmDialog } from "./dialog.js";
import { h } from "./dom.js";
import { emoji, findEmoji } from "./emoji.js";
import { ago, full, ms, time } from "./format.js";
import { icon } from "./icons.js";
import { openListbox } from "./listbox.js";
import { openMenu } from "./menu.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { avatar, isApp, user, userName } from "./names.js";
import { dismiss, isReply, now, store, tell, zone } from "./store.js";

/** What was chosen in a message's controls survives its updates. */
const forms = new Map();

function surfaceOf(channel, message) {
  const key = `${channel}/${message.ts}`;
  if (!forms.has(key)) forms.set(key, new Form());
  return new Surface("message", { type: "message", channel, ts: message.ts }, () => message.blocks ?? [], forms.get(key));
}

export const author = (message) => message.username || message.bot?.name || userName(message.user);

const SYSTEM = /^(?:channel_|group_|bot_add|bot_remove|pinned_item)/;

function heading(message, at) {
  const app = isApp(message.user) || message.bot || user(message.user)?.is_bot;
  const here = user(message.user);
  return h("div", { class: "by" },
    h("b", { class: "author" }, author(message)),
    app ? h("span", { class: "badge" }, "APP") : null,
    here?.is_external ? h("span", { class: "badge" }, "EXT") : null,
    h("time", { class: "when", title: full(at, zone()), datetime: new Date(at).toISOString() }, time(at, zone())));
}

function attachment(one, surface) {
  const hex = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" }[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null);
  return h("div", { class: "attachment", style: hex ? { "--bar": hex } : {} },
    one.pretext ? h("div", { class: "text" }, mrkdwn(one.pretext)) : null,
    one.title ? h("div", { class: "card-title" }, plain(one.title)) : null,
    one.blocks ? drawBlocks(one.blocks, surface) : one.text ? h("div", { class: "text" }, mrkdwn(one.text)) : null,
    one.fields?.length ? h("div", { class: "fields" }, one.fields.map((f) => h("div", { class: "field text" }, h("b", {}, f.title), h("br"), mrkdwn(f.value)))) : null,
    one.footer ? h("div", { class: "small" }, plain(one.footer)) : null);
}

function body(channel, message) {
  if (message.failed) return h("div", { class: "failed", role: "alert" }, icon("warn", 16), h("span", {}, mrkdwn(message.text)));
  const surface = surfaceOf(channel, message);
  const edited = message.edited ? h("span", { class: "edited" }, " (edited)") : null;
  const words = message.blocks?.length ? [drawBlocks(message.blocks, surface), edited]
    : message.text ? h("div", { class: "text" }, mrkdwn(message.text), edited) : null;
  return [words, (message.attachments ?? []).map((one) => attachment(one, surface)), (message.files ?? []).map(attachedFile)];
}

export function setReaction(channel, message, name) {
  const mine = message.reactions?.find((r) => r.name === name)?.users.includes(store.me.id);
  return api.react(channel, message.ts, name, !mine);
}

/** The emoji list, hung on a button. */
export function openEmoji(anchor, pick) {
  const load = (query) => [{ choices: findEmoji(query.replaceAll(":", "")).map((name) => ({ key: name, text: name, label: h("span", {}, h("span", { class: "emoji big" }, emoji(name)), ` :${name}:`), raw: name })) }];
  openListbox(anchor, { label: "Emoji", load, pick: (choice) => pick(choice.raw), placeholder: "Search emoji", align: "end" });
}

function reactions(channel, message) {
  if (!message.reactions?.length) return null;
  const pill = ({ name, users }) => {
    const mine = users.includes(store.me.id);
    const who = users.map(userName).join(", ");
    return h("button", {
      class: `reaction${mine ? " mine" : ""}`, type: "button", "aria-pressed": String(mine), title: `${who} reacted with :${name}:`,
      "aria-label": `${name}, ${users.length} ${users.length === 1 ? "reaction" : "reactions"}`, data: { action: `react-${name}` }, on: { click: () => setReaction(channel, message, name) },
    }, h("span", { class: "emoji" }, emoji(name)), h("span", { class: "count" }, users.length));
  };
  const add = h("button", { class: "reaction add", type: "button", "aria-label": "Add reaction", "aria-haspopup": "listbox" }, icon("smile", 18));
  add.addEventListener("click", () => openEmoji(add, (name) => setReaction(channel, message, name)));
  return h("div", { class: "reactions" }, message.reactions.filter((r) => r.users.length).map(pill), add);
}

function threadBar(channel, message) {
  if (!message.reply_count) return null;
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h("button", { class: "thread-bar", type: "button", data: { action: "open-thread" }, on: { click: () => tell("open-thread", { channel, ts: message.ts }) } },
    (message.reply_users ?? []).slice(0, 5).map((id) => avatar(id, 24)),
    h("span", { class: "thread-count" }, count),
    message.latest_reply ? h("span", { class: "small thread-last" }, `Last reply ${ago(ms(message.latest_reply), now())}`) : null,
    h("span", { class: "small thread-view" }, "View thread"), icon("right", 16));
}

async function copy(text) {
  await navigator.clipboard?.writeText(text);
  tell("toast", { text: "Copied." });
}

function moreItems(channel, message) {
  const mine = message.user === store.me.id;
  const shortcuts = store.shortcuts.filter((s) => s.type === "message").map((s) => ({
    text: s.name, note: store.app?.name, icon: icon("bolt", 18),
    run: async () => {
      const answer = await api.shortcut(s.callback_id, { channel, ts: message.ts });
      if (answer.ok === false) tell("toast", { text: `“${s.name}” did not answer.`, tone: "danger" });
    },
  }));
  const erase = async () => {
    const sure = await confirmDialog({ title: { text: "Delete message" }, text: { type: "plain_text", text: "Are you sure you want to delete this message? This cannot be undone." }, confirm: { text: "Delete" }, deny: { text: "Cancel" }, style: "danger" });
    if (sure) await api.remove(channel, message.ts);
  };
  return [
    { text: "Copy text", icon: icon("file", 18), run: () => void copy(message.text ?? "") },
    mine ? { text: "Edit message", icon: icon("pencil", 18), run: () => tell("edit", { channel, message }) } : undefined,
    shortcuts.length ? null : undefined, ...shortcuts,
    mine ? null : undefined,
    mine ? { text: "Delete message", icon: icon("trash", 18), danger: true, run: () => void erase() } : undefined,
  ].filter((item) => item !== undefined);
}

function toolbar(channel, message, inThread) {
  const tool = (label, glyph, run, more = {}) => {
    const node = h("button", { class: "tool", type: "button", "aria-label": label, title: label, ...more }, glyph);
    node.addEventListener("click", () => run(node));
    return node;
  };
  const quick = ["white_check_mark", "eyes", "raised_hands"].map((name) => tool(`React with ${name}`, h("span", { class: "emoji" }, emoji(name)), () => setReaction(channel, message, name)));
  return h("div", { class: "toolbar", role: "toolbar", "aria-label": "Message actions" },
    quick,
    tool("Add reaction", icon("smile", 18), (node) => openEmoji(node, (name) => setReaction(channel, message, name)), { "aria-haspopup": "listbox" }),
    inThread ? null : tool("Reply in thread", icon("thread", 18), () => tell("open-thread", { channel, ts: message.thread_ts ?? message.ts, focus: true })),
    tool("More actions", icon("more", 18), (node) => openMenu(node, moreItems(channel, message), { label: "Message actions", align: "end" }), { "aria-haspopup": "menu", "aria-expanded": "false" }));
}

function ephemeralLine(channel, message) {
  const close = h("button", { class: "link-btn", type: "button", on: { click: () => dismiss(channel, message.ts) } }, "Dismiss");
  return h("div", { class: "only-you" }, icon("eye", 16), h("span", {}, "Only visible to you"), h("span", { "aria-hidden": "true" }, "·"), close);
}

/**
 * A message as a list item.
 * @param {string} channel @param {object} message
 * @param {{compact?: boolean, inThread?: boolean}} how compact: the author stands above already
 */
export function drawMessage(channel, message, how = {}) {
  const at = ms(message.ts);
  if (SYSTEM.test(message.subtype ?? "")) {
    return h("div", { class: "message system", role: "listitem", tabindex: "-1", data: { ts: message.ts } },
      avatar(message.user, 20), h("span", { class: "small" }, h("b", {}, author(message)), " ", mrkdwn(message.text), " · ", time(at, zone())));
  }
  const gutter = how.compact ? h("time", { class: "gutter-time", title: full(at, zone()) }, time(at, zone()).replace(/ .M$/, "")) : avatar(message.user, 36, author(message));
  const classes = ["message", how.compact ? "compact" : "", message.ephemeral ? "ephemeral" : ""].join(" ");
  const label = `${author(message)}, ${time(at, zone())}`;
  const node = h("div", { class: classes, role: "listitem", tabindex: "-1", "aria-label": label, data: { ts: message.ts } },
    h("div", { class: "gutter" }, gutter),
    h("div", { class: "content" },
      message.ephemeral ? ephemeralLine(channel, message) : null,
      how.compact ? null : heading(message, at),
      isReply(message) && !how.inThread && !message.ephemeral ? h("div", { class: "small" }, "replied to a thread") : null,
      body(channel, message),
      reactions(channel, message),
      how.inThread ? null : threadBar(channel, message)));
  if (!message.ephemeral) whenTouched(node, () => node.append(toolbar(channel, message, how.inThread)));
  return node;
}

/** Most messages are only scrolled past: their toolbar is made when the mouse or the focus first comes to them. */
function whenTouched(node, make) {
  const stop = new AbortController();
  const once = () => { stop.abort(); make(); };
  for (const type of ["pointerenter", "focusin"]) node.addEventListener(type, once, { signal: stop.signal });
}

/** Whether a message may stand below another without its author's name: same author, within five minutes. */
export function follows(message, before) {
  return Boolean(before) && before.user === message.user && before.username === message.username
    && !before.ephemeral === !message.ephemeral && !message.ephemeral
    && !SYSTEM.test(message.subtype ?? "") && !SYSTEM.test(before.subtype ?? "")
    && ms(message.ts) - ms(before.ts) < 5 * 60 * 1000;
}

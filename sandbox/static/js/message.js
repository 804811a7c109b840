// Owns: how one message looks: author line, text or blocks, files, thread bar. What one can do with it is in touch.js.
import { attachedFile } from "./blocks/media.js";
import { drawBlocks } from "./blocks/index.js";
import { Form, Surface } from "./blocks/surface.js";
import { h } from "./dom.js";
import { ago, full, ms, time } from "./format.js";
import { icon } from "./icons.js";
import { mrkdwn, plain } from "./mrkdwn.js";
import { avatar, isApp, user, userName } from "./names.js";
import { dismiss, isReply, now, tell, zone } from "./store.js";
import { reactions, toolbar, whenTouched } from "./touch.js";

/** What was chosen in a message's controls survives its updates. */
const forms = new Map();

function surfaceOf(channel, message) {
  const key = `${channel}/${message.ts}`;
  if (!forms.has(key)) forms.set(key, new Form());
  return new Surface(
    "message",
    { type: "message", channel, ts: message.ts },
    () => message.blocks ?? [],
    forms.get(key),
  );
}

export const author = (message) => message.username || message.bot?.name || userName(message.user);

const SYSTEM = /^(?:channel_|group_|bot_add|bot_remove|pinned_item)/;

function heading(message, at) {
  const app = isApp(message.user) || message.bot || user(message.user)?.is_bot;
  const here = user(message.user);
  return h(
    "div",
    { class: "by" },
    h("b", { class: "author" }, author(message)),
    app ? h("span", { class: "badge" }, "APP") : null,
    here?.is_external ? h("span", { class: "badge" }, "EXT") : null,
    h(
      "time",
      { class: "when", title: full(at, zone()), datetime: new Date(at).toISOString() },
      time(at, zone()),
    ),
  );
}

function attachment(one, surface) {
  const hex =
    { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" }[one.color] ??
    (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : null);
  return h(
    "div",
    { class: "attachment", style: hex ? { "--bar": hex } : {} },
    one.pretext ? h("div", { class: "text" }, mrkdwn(one.pretext)) : null,
    one.title ? h("div", { class: "card-title" }, plain(one.title)) : null,
    one.blocks
      ? drawBlocks(one.blocks, surface)
      : one.text
        ? h("div", { class: "text" }, mrkdwn(one.text))
        : null,
    one.fields?.length
      ? h(
          "div",
          { class: "fields" },
          one.fields.map((f) =>
            h("div", { class: "field text" }, h("b", {}, f.title), h("br"), mrkdwn(f.value)),
          ),
        )
      : null,
    one.footer ? h("div", { class: "small" }, plain(one.footer)) : null,
  );
}

function body(channel, message) {
  if (message.failed)
    return h(
      "div",
      { class: "failed", role: "alert" },
      icon("warn", 16),
      h("span", {}, mrkdwn(message.text)),
    );
  const surface = surfaceOf(channel, message);
  const edited = message.edited ? h("span", { class: "edited" }, " (edited)") : null;
  const words = message.blocks?.length
    ? [drawBlocks(message.blocks, surface), edited]
    : message.text
      ? h("div", { class: "text" }, mrkdwn(message.text), edited)
      : null;
  return [
    words,
    (message.attachments ?? []).map((one) => attachment(one, surface)),
    (message.files ?? []).map(attachedFile),
  ];
}

function threadBar(channel, message) {
  if (!message.reply_count) return null;
  const count = `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`;
  return h(
    "button",
    {
      class: "thread-bar",
      type: "button",
      data: { action: "open-thread" },
      on: { click: () => tell("open-thread", { channel, ts: message.ts }) },
    },
    (message.reply_users ?? []).slice(0, 5).map((id) => avatar(id, 24)),
    h("span", { class: "thread-count" }, count),
    message.latest_reply
      ? h("span", { class: "small thread-last" }, `Last reply ${ago(ms(message.latest_reply), now())}`)
      : null,
    h("span", { class: "small thread-view" }, "View thread"),
    icon("right", 16),
  );
}

function ephemeralLine(channel, message) {
  const close = h(
    "button",
    { class: "link-btn", type: "button", on: { click: () => dismiss(channel, message.ts) } },
    "Dismiss",
  );
  return h(
    "div",
    { class: "only-you" },
    icon("eye", 16),
    h("span", {}, "Only visible to you"),
    h("span", { "aria-hidden": "true" }, "·"),
    close,
  );
}

/**
 * A message as a list item.
 * @param {string} channel @param {object} message
 * @param {{compact?: boolean, inThread?: boolean}} how compact: the author stands above already
 */
export function drawMessage(channel, message, how = {}) {
  const at = ms(message.ts);
  if (SYSTEM.test(message.subtype ?? "")) {
    return h(
      "div",
      { class: "message system", role: "listitem", tabindex: "-1", data: { ts: message.ts } },
      avatar(message.user, 20),
      h(
        "span",
        { class: "small" },
        h("b", {}, author(message)),
        " ",
        mrkdwn(message.text),
        " · ",
        time(at, zone()),
      ),
    );
  }
  const gutter = how.compact
    ? h("time", { class: "gutter-time", title: full(at, zone()) }, time(at, zone()).replace(/ .M$/, ""))
    : avatar(message.user, 36, author(message));
  const classes = ["message", how.compact ? "compact" : "", message.ephemeral ? "ephemeral" : ""].join(" ");
  const label = `${author(message)}, ${time(at, zone())}`;
  const node = h(
    "div",
    { class: classes, role: "listitem", tabindex: "-1", "aria-label": label, data: { ts: message.ts } },
    h("div", { class: "gutter" }, gutter),
    h(
      "div",
      { class: "content" },
      message.ephemeral ? ephemeralLine(channel, message) : null,
      how.compact ? null : heading(message, at),
      isReply(message) && !how.inThread && !message.ephemeral
        ? h("div", { class: "small" }, "replied to a thread")
        : null,
      body(channel, message),
      reactions(channel, message),
      how.inThread ? null : threadBar(channel, message),
    ),
  );
  if (!message.ephemeral) whenTouched(node, () => node.append(toolbar(channel, message, how.inThread)));
  return node;
}

/** Whether a message may stand below another without its author's name: same author, within five minutes. */
export function follows(message, before) {
  return (
    Boolean(before) &&
    before.user === message.user &&
    before.username === message.username &&
    !before.ephemeral === !message.ephemeral &&
    !message.ephemeral &&
    !SYSTEM.test(message.subtype ?? "") &&
    !SYSTEM.test(before.subtype ?? "") &&
    ms(message.ts) - ms(before.ts) < 5 * 60 * 1000
  );
}

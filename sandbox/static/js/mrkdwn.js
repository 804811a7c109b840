// Owns: Slack's mrkdwn, read into a small tree and drawn as nodes. Text only ever becomes a text node,
// and only http, https, mailto and tel become links, so what others typed can never be markup.
import { h } from "./dom.js";
import { EMOJI, emoji } from "./emoji.js";
import { slackDate } from "./format.js";
import { channel, channelName, handle, isApp } from "./names.js";
import { now, store, tell, zone } from "./store.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** `&amp;`, `&lt;` and `&gt;`, each once and nothing else. */
export function decode(text) {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);
}

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;

/** A link when its scheme is one a message may carry, otherwise the text alone. */
export function anchor(url, ...children) {
  if (!SAFE.test(url)) return h("span", {}, ...children);
  return h("a", { class: "link", href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

export function emojiNode(name) {
  const known = EMOJI.has(String(name).split("::")[0]);
  return known
    ? h(
        "span",
        { class: "emoji", role: "img", "aria-label": `${name} emoji`, title: `:${name}:` },
        emoji(name),
      )
    : `:${name}:`;
}

export function mentionUser(id, label) {
  const mine = id === store.me?.id;
  const name = store.users.has(id) || isApp(id) ? handle(id) : label || id;
  return h("span", { class: mine ? "mention mention-me" : "mention" }, `@${name}`);
}

export function mentionChannel(id, label) {
  const found = channel(id);
  if (!found) return h("span", { class: "mention" }, `#${label || id}`);
  const open = () => tell("go", { channel: id });
  return h("button", { class: "mention", type: "button", on: { click: open } }, `#${channelName(found)}`);
}

export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);

function special(body) {
  const [command, label] = split(body);
  if (/^(here|channel|everyone)$/.test(command)) return broadcast(command);
  if (command.startsWith("subteam^")) return h("span", { class: "mention" }, decode(label || "@group"));
  if (command.startsWith("date^")) {
    const [, seconds, template, link] = command.split("^");
    const text = slackDate(Number(seconds), decode(template ?? ""), zone(), now()) ?? decode(label);
    return link ? anchor(decode(link), text) : h("span", { class: "date" }, text);
  }
  return decode(label || `<!${body}>`);
}

function split(body) {
  const at = body.indexOf("|");
  return at < 0 ? [body, ""] : [body.slice(0, at), body.slice(at + 1)];
}

function reference(body) {
  const [target, label] = split(body);
  if (target.startsWith("@")) return mentionUser(target.slice(1), decode(label));
  if (target.startsWith("#")) return mentionChannel(target.slice(1), decode(label));
  if (target.startsWith("!")) return special(body.slice(1));
  if (SAFE.test(target)) return anchor(decode(target), label ? spans(label) : decode(target));
  return decode(`<${body}>`);
}

// One alternative per kind of span; a mark opens only before a non-space and after a boundary, and closes before one.
const MARK = (c) => `(?<![\\w${c}])${c}(?!\\s|${c})([^\\n]*?[^\\s${c}])${c}(?![\\w${c}])`;
const SPAN = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    MARK("\\*"),
    MARK("_"),
    MARK("~"),
    ":([a-z0-9_+'-]+(?:::skin-tone-\\d)?):",
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"])",
  ].join("|"),
  "g",
);

/** Inline mrkdwn as a list of nodes and strings. */
export function spans(text) {
  const out = [];
  let at = 0;
  for (const hit of text.matchAll(SPAN)) {
    if (hit.index < at) continue;
    if (hit.index > at) out.push(decode(text.slice(at, hit.index)));
    out.push(span(hit));
    at = hit.index + hit[0].length;
  }
  if (at < text.length) out.push(decode(text.slice(at)));
  return out;
}

function span([whole, code, ref, bold, italic, strike, code_name, url]) {
  if (code !== undefined) return h("code", { class: "code" }, reference_text(code));
  if (ref !== undefined) return reference(ref);
  if (bold !== undefined) return h("b", {}, spans(bold));
  if (italic !== undefined) return h("i", {}, spans(italic));
  if (strike !== undefined) return h("s", {}, spans(strike));
  if (code_name !== undefined) return emojiNode(code_name);
  return url !== undefined ? anchor(decode(url), decode(url)) : decode(whole);
}

/** Inside code, links and entities are read, marks are not. */
function reference_text(text) {
  return text
    .split(/(<[^<>\n]+>)/)
    .map((piece) => (/^<[^<>]+>$/.test(piece) ? reference(piece.slice(1, -1)) : decode(piece)));
}

function lines(text) {
  const out = [];
  text.split("\n").forEach((line, index) => out.push(index ? h("br") : null, ...spans(line)));
  return out;
}

/** Mrkdwn as nodes: fences, quotes, lines. */
export function mrkdwn(text) {
  const out = [];
  String(text ?? "")
    .split(/```\n?([\s\S]+?)\n?```/)
    .forEach((piece, index) => {
      if (index % 2) out.push(h("pre", { class: "pre" }, reference_text(piece)));
      else out.push(...paragraphs(index ? piece.replace(/^\n/, "") : piece));
    });
  return out;
}

function paragraphs(text) {
  const out = [];
  const groups = [];
  for (const line of text.split("\n")) {
    const quoted = /^(?:>|&gt;) ?(.*)$/.exec(line);
    const last = groups.at(-1);
    if (last && last.quote === Boolean(quoted)) last.lines.push(quoted ? quoted[1] : line);
    else groups.push({ quote: Boolean(quoted), lines: [quoted ? quoted[1] : line] });
  }
  for (const group of groups) {
    const body = lines(group.lines.join("\n"));
    if (group.quote) out.push(h("blockquote", { class: "quote" }, body));
    else if (group.lines.some((line) => line.trim())) out.push(...(out.length ? [h("div", {}, body)] : body));
  }
  return out;
}

/** A text object: `mrkdwn` is read, `plain_text` is shown as it is but for emoji codes. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return plain(object.text, object.emoji !== false);
}

/** Plain text: line breaks and emoji short codes, nothing else. */
export function plain(text, withEmoji = true) {
  const out = [];
  String(text ?? "")
    .split("\n")
    .forEach((line, index) => {
      if (index) out.push(h("br"));
      if (!withEmoji) return void out.push(line);
      line.split(/:([a-z0-9_+'-]+):/).forEach((piece, at) => out.push(at % 2 ? emojiNode(piece) : piece));
    });
  return out;
}

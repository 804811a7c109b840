// Owns: rich_text, every element of it.
import { h } from "../dom.js";
import { slackDate } from "../format.js";
import { anchor, broadcast, emojiNode, mentionChannel, mentionUser } from "../mrkdwn.js";
import { now, zone } from "../store.js";

const INLINE = {
  text: (e) => lines(e.text),
  link: (e) => anchor(e.url, e.text || e.url),
  user: (e) => mentionUser(e.user_id),
  channel: (e) => mentionChannel(e.channel_id),
  usergroup: (e) => h("span", { class: "mention" }, `@${e.usergroup_id}`),
  team: (e) => h("span", { class: "mention" }, `@${e.team_id}`),
  broadcast: (e) => broadcast(e.range),
  emoji: (e) => emojiNode(e.name),
  color: (e) => [
    h("span", {
      class: "swatch",
      style: { "--swatch": /^#[0-9a-f]{6}$/i.test(e.value) ? e.value : "transparent" },
    }),
    e.value,
  ],
  date: (e) => slackDate(e.timestamp, e.format, zone(), now()) ?? e.fallback ?? "",
};

function lines(text) {
  return String(text)
    .split("\n")
    .flatMap((line, index) => (index ? [h("br"), line] : [line]));
}

function styled(element) {
  const style = element.style ?? {};
  let body = (INLINE[element.type] ?? (() => ""))(element);
  const wrap = (tag, on, props) => {
    if (on) body = h(tag, props ?? {}, body);
  };
  wrap("code", style.code, { class: "code" });
  wrap("s", style.strike);
  wrap("u", style.underline);
  wrap("i", style.italic);
  wrap("b", style.bold);
  return body;
}

const inline = (elements) => (elements ?? []).map(styled);

function list(element) {
  const items = element.elements.map((item) => h("li", {}, inline(item.elements)));
  const tag = element.style === "ordered" ? "ol" : "ul";
  const start = tag === "ol" && element.offset ? { start: element.offset + 1 } : {};
  return h(tag, { class: `rich-list indent-${Math.min(element.indent ?? 0, 8)}`, ...start }, items);
}

const OUTER = {
  rich_text_section: (e) => h("div", { class: "rich-section" }, inline(e.elements)),
  rich_text_list: list,
  rich_text_quote: (e) => h("blockquote", { class: "quote" }, inline(e.elements)),
  rich_text_preformatted: (e) => h("pre", { class: "pre" }, inline(e.elements)),
};

export function richText(block) {
  return h(
    "div",
    { class: "text rich" },
    (block.elements ?? []).map((element) => OUTER[element.type]?.(element)),
  );
}

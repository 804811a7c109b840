// Owns: the blocks that frame others: alert, card, carousel, container, plan and task card.
import { h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { anchor, plain, textObject } from "../mrkdwn.js";
import { control } from "./controls.js";
import { drawBlock } from "./index.js";
import { picture } from "./media.js";
import { richText } from "./rich.js";

const SIGNS = { default: "info", info: "info", warning: "warn", error: "warn", success: "check" };

export function alertBlock(block) {
  const level = SIGNS[block.level] ? block.level : "default";
  return h(
    "div",
    { class: `alert alert-${level}`, role: level === "error" ? "alert" : "note" },
    icon(SIGNS[level]),
    h("div", { class: "text" }, textObject(block.text)),
  );
}

export function card(block, surface) {
  const buttons = (block.actions ?? []).map((button) => control(block, button, surface));
  return h(
    "div",
    { class: "card" },
    block.hero_image ? picture(block.hero_image, "card-hero") : null,
    h(
      "div",
      { class: "card-head" },
      block.icon ? picture(block.icon, "card-icon") : null,
      h(
        "div",
        { class: "grow" },
        block.title ? h("div", { class: "card-title text" }, textObject(block.title)) : null,
        block.subtitle ? h("div", { class: "small text" }, textObject(block.subtitle)) : null,
      ),
    ),
    block.body ? h("div", { class: "text card-body" }, textObject(block.body)) : null,
    buttons.length ? h("div", { class: "actions" }, buttons) : null,
  );
}

export function carousel(block, surface) {
  return h(
    "div",
    { class: "carousel", tabindex: "0", role: "group", "aria-label": "Cards" },
    block.elements.map((one) => card({ block_id: block.block_id, ...one }, surface)),
  );
}

export function container(block, surface) {
  const body = h(
    "div",
    { class: "container-body" },
    block.child_blocks.map((child) => drawBlock(child, surface)),
  );
  const title = block.title
    ? plain(block.title.text)
    : block.rich_text_title
      ? richText(block.rich_text_title)
      : null;
  const head = [
    block.icon ? picture(block.icon, "card-icon") : null,
    h(
      "div",
      { class: "grow" },
      h("div", { class: "card-title" }, title),
      block.subtitle ? h("div", { class: "small text" }, textObject(block.subtitle)) : null,
    ),
  ];
  const frame = `card container container-${block.width ?? "standard"}`;
  if (!block.is_collapsible)
    return h(
      "section",
      { class: frame },
      h("div", { class: "card-head" }, head),
      block.has_header_divider ? h("hr", { class: "rule" }) : null,
      body,
    );
  return h(
    "details",
    { class: frame, open: !block.default_collapsed },
    h("summary", { class: "card-head" }, head, icon("down", 16)),
    body,
  );
}

const STATES = { pending: "clock", in_progress: "clock", complete: "check", error: "warn" };

export function taskCard(block) {
  const sources = (block.sources ?? []).map((from) => anchor(from.url, from.text));
  return h(
    "div",
    { class: `task task-${block.status}` },
    icon(STATES[block.status] ?? "info"),
    h(
      "div",
      { class: "grow" },
      h("b", {}, block.title),
      block.details ? richText(block.details) : null,
      block.output ? richText(block.output) : null,
      sources,
    ),
  );
}

export function plan(block) {
  const id = uid("plan");
  return h(
    "section",
    { class: "card", "aria-labelledby": id },
    h("div", { class: "card-title", id }, block.title),
    (block.tasks ?? []).map((task) => taskCard(task)),
  );
}

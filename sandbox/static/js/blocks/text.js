// Owns: the blocks that are words: section, header, context, divider, markdown.
import { h } from "../dom.js";
import { markdown } from "../markdown.js";
import { plain, textObject } from "../mrkdwn.js";
import { control } from "./controls.js";
import { picture } from "./media.js";

export function section(block, surface) {
  const text = block.text ? h("div", { class: "text" }, textObject(block.text)) : null;
  const fields = block.fields?.length
    ? h(
        "div",
        { class: "fields" },
        block.fields.map((field) => h("div", { class: "field text" }, textObject(field))),
      )
    : null;
  if (!block.accessory) return [text, fields];
  const wide = !["button", "image", "overflow", "workflow_button"].includes(block.accessory.type);
  const side =
    block.accessory.type === "image"
      ? picture(block.accessory, "accessory-image")
      : control(block, block.accessory, surface, text?.textContent);
  return h(
    "div",
    { class: `with-accessory${wide ? " accessory-wide" : ""}` },
    h("div", { class: "grow" }, text, fields),
    h("div", { class: "accessory" }, side),
  );
}

/** One level below the heading over it: the page's in a message or Home, the dialog's in a modal. */
export const header = (block, surface) =>
  h(
    surface.kind === "modal" ? "h3" : "h2",
    { class: "block-head" },
    plain(block.text.text, block.text.emoji !== false),
  );

export const divider = () => h("hr", { class: "rule" });

export function context(block) {
  return h(
    "div",
    { class: "context" },
    block.elements.map((element) =>
      element.type === "image"
        ? picture(element, "context-image")
        : h("span", { class: "text" }, textObject(element)),
    ),
  );
}

export const markdownBlock = (block) => h("div", { class: "text markdown" }, markdown(block.text));

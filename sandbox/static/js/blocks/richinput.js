// Owns: rich_text_input: an editable field with a small toolbar, read back as a rich_text block.
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { richText } from "./rich.js";

const STYLES = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  DEL: "strike",
  U: "underline",
  CODE: "code",
};

/** The inline elements under a node, with the styles above it. */
function inline(node, style = {}) {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.data.replaceAll("\u00a0", " ");
    return text ? [{ type: "text", text, ...(Object.keys(style).length ? { style } : {}) }] : [];
  }
  if (node.nodeName === "BR") return [{ type: "text", text: "\n" }];
  const own = STYLES[node.nodeName];
  const below = own ? { ...style, [own]: true } : style;
  return [...node.childNodes].flatMap((child) => inline(child, below));
}

/** What was typed, as a rich_text block; null when there is nothing. */
export function readRich(editor) {
  const elements = [];
  let open = null;
  const section = () => {
    if (!open) elements.push((open = { type: "rich_text_section", elements: [] }));
    return open;
  };
  for (const node of editor.childNodes) {
    if (node.nodeName === "UL" || node.nodeName === "OL") {
      open = null;
      const items = [...node.children].map((item) => ({ type: "rich_text_section", elements: inline(item) }));
      elements.push({
        type: "rich_text_list",
        style: node.nodeName === "OL" ? "ordered" : "bullet",
        indent: 0,
        border: 0,
        elements: items,
      });
    } else {
      const block = node.nodeName === "DIV" || node.nodeName === "P";
      if (block && open?.elements.length) open.elements.push({ type: "text", text: "\n" });
      section().elements.push(...inline(node));
    }
  }
  const filled = elements.filter((one) => one.elements.length);
  return filled.length && editor.textContent.trim() ? { type: "rich_text", elements: filled } : null;
}

const TOOLS = [
  ["bold", "Bold", "bold"],
  ["italic", "Italic", "italic"],
  ["strikeThrough", "Strikethrough", "strike"],
  ["insertUnorderedList", "Bulleted list", "list"],
  ["insertOrderedList", "Numbered list", "olist"],
];

export function richInput(wire) {
  const { element } = wire;
  const begun = wire.begin({ rich_text_value: element.initial_value ?? null });
  const editor = h("div", {
    class: "rich-editor",
    contenteditable: "true",
    role: "textbox",
    "aria-multiline": "true",
    data: { placeholder: element.placeholder?.text ?? "Write something" },
    ...wire.aria(),
  });
  if (begun.rich_text_value) editor.append(...richText(begun.rich_text_value).childNodes);
  editor.addEventListener("input", () => wire.keep({ rich_text_value: readRich(editor) }));
  editor.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const tool = ([command, label, glyph]) =>
    h(
      "button",
      {
        class: "icon-btn",
        type: "button",
        "aria-label": label,
        on: {
          pointerdown: (event) => event.preventDefault(),
          click: () => {
            editor.focus();
            document.execCommand(command);
          },
        },
      },
      icon(glyph, 18),
    );
  return h(
    "div",
    { class: "rich-input" },
    h("div", { class: "rich-tools", role: "toolbar", "aria-label": "Formatting" }, TOOLS.map(tool)),
    editor,
  );
}

// Owns: table and data_table: aligned columns, a head row, pages where the block asks for them.
import { h, replace } from "../dom.js";
import { richText } from "./rich.js";

function cell(value, setting, head) {
  const number = value.type === "raw_number";
  const align = setting?.align ?? (number ? "right" : "left");
  const body = value.type === "rich_text" ? richText(value) : (value.text ?? "");
  return h(
    head ? "th" : "td",
    { class: `align-${align}${setting?.is_wrapped ? " wrapped" : ""}`, scope: head ? "col" : null },
    body,
  );
}

export function table(block) {
  const [first, ...rest] = block.rows ?? [];
  const settings = block.column_settings ?? [];
  const row = (cells, head) =>
    h(
      "tr",
      {},
      cells.map((value, at) => cell(value, settings[at], head)),
    );
  const size = block.page_size ?? rest.length;
  const body = h("tbody");
  const pages = Math.max(1, Math.ceil(rest.length / Math.max(1, size)));
  const label = h("span", { class: "small" });
  let page = 0;
  const show = (to) => {
    page = Math.max(0, Math.min(pages - 1, to));
    replace(
      body,
      rest.slice(page * size, (page + 1) * size).map((cells) => row(cells, false)),
    );
    label.textContent = `Page ${page + 1} of ${pages}`;
  };
  show(0);
  const turn = (text, by) =>
    h("button", { class: "btn", type: "button", on: { click: () => show(page + by) } }, text);
  return [
    h(
      "div",
      { class: "table-scroll", tabindex: "0", role: "group", "aria-label": block.caption || "Table" },
      h(
        "table",
        { class: "table" },
        block.caption ? h("caption", {}, block.caption) : null,
        first ? h("thead", {}, row(first, true)) : null,
        body,
      ),
    ),
    pages > 1 ? h("div", { class: "pager" }, turn("Previous", -1), label, turn("Next", 1)) : null,
  ];
}

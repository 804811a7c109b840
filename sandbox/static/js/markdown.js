// Owns: standard Markdown as the `markdown` block takes it: headings, lists, quotes, code, tables, rules, links.
// Draws nodes, never HTML; raw HTML in the text is text.
import { h } from "./dom.js";
import { anchor, emojiNode } from "./mrkdwn.js";

const SPAN = new RegExp(
  [
    "`([^`\\n]+)`",
    "!?\\[([^\\]\\n]*)\\]\\(([^()\\s]+)\\)",
    "(?<!\\*)\\*\\*(?=\\S)(.+?\\S|\\S)\\*\\*",
    "(?<![\\w_])__(?=\\S)(.+?)__(?![\\w_])",
    "(?<!\\*)\\*(?=[^\\s*])([^*\\n]+?)\\*(?!\\*)",
    "(?<![\\w_])_(?=\\S)([^_\\n]+?)_(?![\\w_])",
    "~~(?=\\S)(.+?)~~",
    ":([a-z0-9_+'-]+):",
    "(https?:\\/\\/[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"])",
    "\\\\([\\\\`*_{}\\[\\]()#+\\-.!~|>])",
  ].join("|"),
  "g",
);

function spans(text) {
  const out = [];
  let at = 0;
  for (const hit of text.matchAll(SPAN)) {
    out.push(text.slice(at, hit.index));
    const [, code, label, url, bold, bold2, italic, italic2, strike, name, bare, escaped] = hit;
    if (code !== undefined) out.push(h("code", { class: "code" }, code));
    else if (url !== undefined) out.push(anchor(url, spans(label || url)));
    else if (bold ?? bold2) out.push(h("b", {}, spans(bold ?? bold2)));
    else if (italic ?? italic2) out.push(h("i", {}, spans(italic ?? italic2)));
    else if (strike) out.push(h("s", {}, spans(strike)));
    else if (name) out.push(emojiNode(name));
    else if (bare) out.push(anchor(bare, bare));
    else out.push(escaped);
    at = hit.index + hit[0].length;
  }
  out.push(text.slice(at));
  return out;
}

const ITEM = /^(\s*)([-*+]|\d+[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;

/** Lines of a list, nested by their indentation. */
function list(rows) {
  const depth = rows[0][1].length;
  const items = [];
  let at = 0;
  while (at < rows.length) {
    const [, , , box, text] = rows[at];
    let end = at + 1;
    while (end < rows.length && rows[end][1].length > depth) end += 1;
    const mark = box === undefined ? null : `${box === " " ? "☐" : "☑"} `;
    items.push(h("li", {}, mark, spans(text), end > at + 1 ? list(rows.slice(at + 1, end)) : null));
    at = end;
  }
  return h(/^\d/.test(rows[0][2]) ? "ol" : "ul", { class: "rich-list" }, items);
}

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));

function grid(lines) {
  const align = cells(lines[1]).map((rule) =>
    /^:-+:$/.test(rule) ? "center" : /-:$/.test(rule) ? "right" : "left",
  );
  const row = (line, tag) =>
    h(
      "tr",
      {},
      cells(line).map((cell, at) => h(tag, { class: `align-${align[at] ?? "left"}` }, spans(cell))),
    );
  return h(
    "div",
    { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" },
    h(
      "table",
      { class: "table" },
      h("thead", {}, row(lines[0], "th")),
      h(
        "tbody",
        {},
        lines.slice(2).map((line) => row(line, "td")),
      ),
    ),
  );
}

function take(lines, test) {
  const taken = [];
  while (lines.length && test(lines[0])) taken.push(lines.shift());
  return taken;
}

/** Markdown as a list of nodes. */
export function markdown(text) {
  const lines = String(text ?? "").split("\n");
  const out = [];
  while (lines.length) {
    const line = lines[0];
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (!line.trim()) lines.shift();
    else if (/^```/.test(line)) {
      lines.shift();
      out.push(h("pre", { class: "pre" }, take(lines, (l) => !/^```/.test(l)).join("\n")));
      lines.shift();
    } else if (heading) {
      lines.shift();
      out.push(
        h(`h${Math.min(6, heading[1].length + 1)}`, { class: `md-h${heading[1].length}` }, spans(heading[2])),
      );
    } else if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) {
      lines.shift();
      out.push(h("hr", { class: "rule" }));
    } else if (/^>/.test(line))
      out.push(
        h(
          "blockquote",
          { class: "quote" },
          markdown(
            take(lines, (l) => /^>/.test(l))
              .map((l) => l.replace(/^> ?/, ""))
              .join("\n"),
          ),
        ),
      );
    else if (line.includes("|") && /^[\s|:-]+-[\s|:-]*$/.test(lines[1] ?? ""))
      out.push(grid(take(lines, (l) => l.includes("|"))));
    else if (ITEM.test(line)) out.push(list(take(lines, (l) => ITEM.test(l)).map((l) => ITEM.exec(l))));
    else {
      const words = take(lines, (l) => l.trim() && !/^(?:```|#{1,6}\s|>)/.test(l) && !ITEM.test(l));
      out.push(
        h(
          "p",
          {},
          words.flatMap((l, index) => [index ? h("br") : null, ...spans(l)]),
        ),
      );
    }
  }
  return out;
}

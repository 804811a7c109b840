// Owns: the journal viewer: every request, envelope and click, to filter and to open as JSON.
import * as api from "./api.js";
import { debounce, h, replace } from "./dom.js";
import { time } from "./format.js";
import { openPane, paneHead, paneKind } from "./pane.js";
import { channelName, userName } from "./names.js";
import { on, store, tell, zone } from "./store.js";

const KEEP = 1000;
const SHOWN = 300;
const NAMES = { in: "App → Slack", out: "Slack → app", page: "Page" };
let entries = [];
let timer = 0;
const filter = { text: "", direction: "" };
const list = h("ol", { class: "entries", "aria-label": "Journal entries" });
const drawn = new Map();

/** A value as nested, foldable lines; every leaf is a text node. */
export function tree(value, name = "", depth = 0) {
  const key = name === "" ? null : h("span", { class: "json-key" }, `${name}: `);
  if (value === null || typeof value !== "object")
    return h(
      "div",
      { class: "json-line" },
      key,
      h("span", { class: `json-${value === null ? "null" : typeof value}` }, JSON.stringify(value)),
    );
  const items = Object.entries(value);
  const [from, to] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (!items.length) return h("div", { class: "json-line" }, key, from + to);
  const inner = h("div", { class: "json-in" });
  const box = h(
    "details",
    { open: depth < 2 },
    h("summary", {}, key, h("span", { class: "json-count" }, `${from}${items.length}${to}`)),
    inner,
  );
  const unfold = () => {
    if (!inner.firstChild) inner.append(...items.map(([k, v]) => tree(v, k, depth + 1)));
  };
  if (depth < 2) unfold();
  box.addEventListener("toggle", unfold);
  return box;
}

function at(entry) {
  const ms = typeof entry.at === "number" ? entry.at * (entry.at < 1e11 ? 1000 : 1) : Date.parse(entry.at);
  return Number.isFinite(ms) ? time(ms, zone()) : "";
}

const short = (text) => (text.length > 90 ? `${text.slice(0, 90)}…` : text);
const place = (id) => {
  const found = store.channels.get(id);
  return found
    ? `${found.kind === "channel" || found.kind === "private" ? "#" : ""}${channelName(found)}`
    : id;
};

/** What a person would ask next of an entry whose title says what it is: who, where, with which words. */
function detail(entry) {
  const payload = entry.payload ?? {};
  const where = entry.channel ?? entry.args?.channel;
  return [
    entry.ok === false && entry.error,
    entry.direction === "page" && entry.user && userName(entry.user),
    entry.command,
    where && place(where),
    entry.action_id ?? payload.actions?.map((one) => one.action_id).join(", "),
    payload.view?.callback_id ?? payload.callback_id,
    entry.text ?? entry.args?.text ?? payload.event?.text ?? payload.text,
    (entry.late && "late") || (entry.lost && "lost"),
  ]
    .filter((part) => typeof part === "string" && part)
    .join(" · ");
}

function row(entry) {
  const about = detail(entry);
  const inner = h("div", { class: "entry-body" });
  const failed = entry.status >= 400 || entry.ok === false || entry.error;
  const box = h(
    "details",
    { class: `entry entry-${entry.direction}` },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "entry-way", title: NAMES[entry.direction] ?? "" },
        { in: "→", out: "←", page: "•" }[entry.direction] ?? "·",
      ),
      h(
        "span",
        { class: `grow entry-what${failed ? " bad" : ""}` },
        h("b", {}, entry.title ?? entry.what),
        about ? h("span", { class: "small" }, ` ${short(about)}`) : null,
      ),
      failed && entry.status ? h("span", { class: "small" }, entry.status) : null,
      h("time", { class: "small" }, at(entry)),
    ),
    inner,
  );
  box.addEventListener("toggle", () => {
    if (inner.firstChild) return;
    const copy = () => {
      void navigator.clipboard?.writeText(JSON.stringify(entry, null, 2));
      tell("toast", { text: "Copied." });
    };
    inner.append(
      h("button", { class: "link-btn", type: "button", on: { click: copy } }, "Copy as JSON"),
      h("div", { class: "json" }, tree(entry)),
    );
  });
  return h("li", {}, box);
}

function draw() {
  const words = filter.text.toLowerCase();
  const fits = (e) =>
    (!filter.direction || e.direction === filter.direction) &&
    (!words || (e.search ??= JSON.stringify(e).toLowerCase()).includes(words));
  const found = entries.filter(fits).slice(-SHOWN).reverse();
  replace(
    list,
    found.map((entry) => {
      if (!drawn.has(entry.n)) {
        const { search, ...clean } = entry;
        drawn.set(entry.n, row(clean));
      }
      return drawn.get(entry.n);
    }),
  );
  if (!found.length) replace(list, h("li", { class: "nothing" }, "Nothing here yet."));
}

async function poll() {
  clearTimeout(timer);
  if (paneKind() !== "journal" || !list.isConnected) return;
  const page = await api.journal(entries.at(-1)?.n ?? 0).catch(() => ({ entries: [] }));
  if (page.entries.length) {
    entries = [...entries, ...page.entries].slice(-KEEP);
    for (const n of drawn.keys()) if (n < entries[0].n) drawn.delete(n);
    draw();
  }
  timer = setTimeout(poll, 1000);
}

export function openJournal() {
  const search = h("input", {
    type: "search",
    class: "field-input",
    placeholder: "Filter: views.open, U2, deal…",
    "aria-label": "Filter the journal",
    value: filter.text,
  });
  search.addEventListener(
    "input",
    debounce(() => {
      filter.text = search.value;
      draw();
    }, 120),
  );
  const chip = ([direction, text]) => {
    const node = h(
      "button",
      { class: "chip", type: "button", "aria-pressed": String(filter.direction === direction) },
      text,
    );
    node.addEventListener("click", () => {
      filter.direction = filter.direction === direction ? "" : direction;
      for (const other of node.parentNode.children)
        other.setAttribute("aria-pressed", String(other === node && filter.direction === direction));
      draw();
    });
    return node;
  };
  const head = paneHead("Journal", "Every request and envelope, newest first");
  openPane({
    kind: "journal",
    toggle: true,
    node: h(
      "section",
      { class: "pane", "aria-label": "Journal" },
      head,
      h(
        "div",
        { class: "pane-tools" },
        search,
        h(
          "div",
          { class: "chips", role: "group", "aria-label": "Direction" },
          Object.entries(NAMES).map(chip),
        ),
      ),
      h("div", { class: "pane-body" }, list),
    ),
  });
  draw();
  void poll();
}

on("state", () => {
  if (entries.length && paneKind() === "journal") draw();
});

// Owns: picking from a list with typing: one combobox over groups of options, used by every select menu,
// the person switcher, the quick switcher and the emoji picker.
import { debounce, h, replace, uid } from "./dom.js";
import { icon } from "./icons.js";
import { closePopup, openPopup } from "./popup.js";

/** @typedef {{key: string, text: string, note?: string, lead?: Node, label?: any, raw?: any}} Choice */
/** @typedef {{label?: string, choices: Choice[]}} Group */

/** Choices whose text or note holds every word that was typed. */
export function matching(choices, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter((one) =>
    words.every((word) => `${one.text} ${one.note ?? ""}`.toLowerCase().includes(word)),
  );
}

/**
 * @param {HTMLElement} anchor
 * @param {{label: string, load: (query: string) => Group[] | Promise<Group[]>, pick: (choice: Choice) => void,
 *   chosen?: (key: string) => boolean, multi?: boolean, slow?: boolean, placeholder?: string, empty?: string,
 *   className?: string, align?: "start"|"end", above?: boolean, onClose?: () => void}} how
 */
export function openListbox(anchor, how) {
  const id = uid("list");
  const list = h("div", {
    class: "options",
    role: "listbox",
    id,
    "aria-label": how.label,
    "aria-multiselectable": how.multi ? "true" : null,
  });
  const field = h("input", {
    class: "filter",
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": id,
    "aria-label": how.label,
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: how.placeholder ?? "Search",
  });
  const opened = openPopup(anchor, h("div", { class: "picker" }, field, list), { match: true, ...how });
  if (!opened) return;
  let shown = [];
  let active = -1;
  let round = 0;

  const point = (at) => {
    active = at;
    shown.forEach((entry, index) => entry.node.classList.toggle("active", index === at));
    const node = shown[at]?.node;
    if (node) {
      field.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  };
  const choose = (entry) => {
    if (!entry) return;
    if (!how.multi) closePopup();
    how.pick(entry.choice);
    if (how.multi)
      for (const one of shown)
        one.node.setAttribute("aria-selected", String(Boolean(how.chosen?.(one.choice.key))));
  };
  const draw = (groups) => {
    shown = [];
    replace(
      list,
      groups
        .filter((group) => group.choices.length)
        .map((group) => {
          const label = uid("group");
          const nodes = group.choices.map((choice) => {
            const node = h(
              "div",
              {
                class: "option",
                role: "option",
                id: uid("o"),
                "aria-selected": String(Boolean(how.chosen?.(choice.key))),
              },
              choice.lead,
              h(
                "span",
                { class: "grow" },
                choice.label ?? choice.text,
                choice.note ? h("span", { class: "note" }, choice.note) : null,
              ),
              icon("check", 16),
            );
            const entry = { node, choice };
            node.addEventListener("pointerdown", (event) => event.preventDefault());
            node.addEventListener("click", () => choose(entry));
            shown.push(entry);
            return node;
          });
          return group.label
            ? h(
                "div",
                { role: "group", "aria-labelledby": label },
                h("div", { class: "group-label", id: label }, group.label),
                nodes,
              )
            : nodes;
        }),
    );
    if (!shown.length) replace(list, h("div", { class: "nothing" }, how.empty ?? "No results"));
    const at = shown.findIndex((entry) => how.chosen?.(entry.choice.key));
    point(shown.length ? Math.max(0, field.value ? 0 : at) : -1);
    opened.put();
  };
  const load = async () => {
    const mine = ++round;
    if (how.slow) replace(list, h("div", { class: "nothing" }, "Searching…"));
    const groups = await how.load(field.value);
    if (mine === round) draw(groups);
  };
  field.addEventListener("input", how.slow ? debounce(load, 200) : load);
  field.addEventListener("keydown", (event) => {
    const to = {
      ArrowDown: Math.min(active + 1, shown.length - 1),
      ArrowUp: Math.max(active - 1, 0),
      PageDown: Math.min(active + 8, shown.length - 1),
      PageUp: Math.max(active - 8, 0),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      point(to);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      choose(shown[active]);
    }
  });
  field.focus();
  void load();
}

// Owns: menus of commands (overflow, "More actions"): arrow keys, first letters, Enter.
import { h } from "./dom.js";
import { closePopup, openPopup } from "./popup.js";

/**
 * @param {HTMLElement} anchor
 * @param {{text: any, note?: string, danger?: boolean, icon?: Node, run: () => void}[]} items null entries are rules
 * @param {{label: string, align?: "start"|"end"}} how
 */
export function openMenu(anchor, items, how) {
  const list = h(
    "div",
    { class: "menu", role: "menu", "aria-label": how.label },
    items.map((item) => {
      if (!item) return h("hr", { class: "rule", role: "separator" });
      const run = () => {
        closePopup();
        item.run();
      };
      return h(
        "button",
        {
          class: `menu-item${item.danger ? " danger" : ""}`,
          role: "menuitem",
          type: "button",
          tabindex: "-1",
          on: { click: run },
        },
        item.icon,
        h("span", { class: "grow" }, item.text),
        item.note ? h("span", { class: "small" }, item.note) : null,
      );
    }),
  );
  if (!openPopup(anchor, list, how)) return;
  const entries = [...list.querySelectorAll("[role=menuitem]")];
  list.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement);
    const to = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at - 1 + entries.length) % entries.length,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (to !== undefined) entries[to].focus();
    else if (event.key.length === 1 && /\S/.test(event.key)) {
      const order = [...entries.slice(at + 1), ...entries.slice(0, at + 1)];
      order
        .find((entry) => entry.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))
        ?.focus();
    } else return;
    if (event.key !== "Enter") event.preventDefault();
  });
  entries[0]?.focus();
}

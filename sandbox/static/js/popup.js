// Owns: small windows that hang on a control (menus, lists, calendars): where they stand, and when they go away.
import { h } from "./dom.js";

let current = null;

/** Close the popup that is open, if any; focus goes back to its anchor unless it moved on already. */
export function closePopup(refocus = true) {
  if (!current) return;
  const { popup, anchor, onClose, stop } = current;
  current = null;
  const inside = popup.contains(document.activeElement);
  popup.remove();
  stop.abort();
  anchor.setAttribute("aria-expanded", "false");
  if (refocus && inside) anchor.focus();
  onClose?.();
}

export const popupOpenOn = (anchor) => current?.anchor === anchor;

/**
 * Hang an element on an anchor, in the top layer, within the dialog the anchor stands in.
 * @param {HTMLElement} anchor @param {HTMLElement} content
 * @param {{onClose?: () => void, align?: "start"|"end", above?: boolean, match?: boolean, className?: string}} [how]
 */
export function openPopup(anchor, content, how = {}) {
  const again = popupOpenOn(anchor);
  closePopup(false);
  if (again) return null;
  const popup = h("div", { class: `popup ${how.className ?? ""}`, popover: "manual" }, content);
  (anchor.closest("dialog") ?? document.getElementById("layer")).append(popup);
  popup.showPopover();
  const stop = new AbortController();
  current = { popup, anchor, onClose: how.onClose, stop };
  anchor.setAttribute("aria-expanded", "true");
  const put = () => place(popup, anchor, how);
  put();
  const listen = (target, type, fn, more) =>
    target.addEventListener(type, fn, { signal: stop.signal, ...more });
  listen(
    document,
    "pointerdown",
    (event) => {
      if (!popup.contains(event.target) && !anchor.contains(event.target)) closePopup(false);
    },
    { capture: true },
  );
  listen(popup, "keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.stopPropagation();
      if (event.key === "Escape") event.preventDefault();
      closePopup();
    }
  });
  listen(window, "resize", put);
  listen(
    document,
    "scroll",
    (event) => {
      if (!popup.contains(event.target)) put();
    },
    { capture: true },
  );
  return { popup, put };
}

function place(popup, anchor, { align = "start", above = false, match = false }) {
  const gap = 4,
    edge = 8;
  const box = anchor.getBoundingClientRect();
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  if (match) popup.style.setProperty("min-width", `${Math.min(box.width, view.width - 2 * edge)}px`);
  popup.style.setProperty("max-height", `${view.height - 2 * edge}px`);
  const size = popup.getBoundingClientRect();
  const below = view.height - box.bottom - gap - edge;
  const upwards = (above || below < size.height) && box.top - gap - edge > Math.min(below, size.height);
  const left = align === "end" ? box.right - size.width : box.left;
  const top = upwards ? box.top - gap - size.height : box.bottom + gap;
  popup.style.left = `${Math.max(edge, Math.min(left, view.width - size.width - edge))}px`;
  popup.style.top = `${Math.max(edge, Math.min(top, view.height - size.height - edge))}px`;
}

// Owns: dropping files anywhere over a conversation or a thread, as Slack takes them. Who attaches them is told by the caller.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const sheet = h(
  "div",
  { class: "drop-sheet", "aria-hidden": "true" },
  icon("file", 36),
  h("b", {}),
  h("span", {}, "Sent with your next message"),
);

/**
 * Shows where a dragged file would go, and hands it over. `taker(element)` is the composer that takes what is dropped
 * there, with the element its zone fills; nothing where files are not taken. A file dropped elsewhere does not open in
 * the browser in place of the page.
 * @param {(over: Element) => {zone: Element, composer: object} | null} taker
 */
export function startDrop(taker) {
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const found = taker(event.target);
    event.dataTransfer.dropEffect = found ? "copy" : "none";
    if (!found) return void sheet.remove();
    sheet.querySelector("b").textContent = `Attach to ${found.composer.place()}`;
    if (sheet.parentElement !== found.zone) found.zone.append(sheet);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) sheet.remove();
  });
  document.addEventListener("drop", (event) => {
    sheet.remove();
    if (!carriesFiles(event) || event.defaultPrevented) return;
    event.preventDefault();
    const found = taker(event.target);
    if (found) void found.composer.tray.attach(event.dataTransfer.files);
  });
}

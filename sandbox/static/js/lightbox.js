// Owns: one picture, large, over everything.
import { h } from "./dom.js";
import { closeButton, show } from "./dialog.js";
import { icon } from "./icons.js";

export function lightbox(from, alt) {
  let end = () => {};
  const save = h(
    "a",
    { class: "icon-btn", href: from, download: true, "aria-label": "Download image" },
    icon("download"),
  );
  const dialog = h(
    "dialog",
    { class: "lightbox", "aria-label": alt || "Image", data: { light: "" } },
    h(
      "div",
      { class: "lightbox-bar" },
      h("span", { class: "grow clip" }, alt ?? ""),
      save,
      closeButton(() => end()),
    ),
    h("img", { src: from, alt: alt ?? "" }),
  );
  end = show(dialog, () => end());
}

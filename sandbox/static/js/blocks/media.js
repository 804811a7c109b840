// Owns: pictures, videos and files. The content security policy lets no other host in, so a picture from
// elsewhere is shown as its description.
import { h } from "../dom.js";
import { bytes } from "../format.js";
import { icon } from "../icons.js";
import { lightbox } from "../lightbox.js";
import { anchor, plain } from "../mrkdwn.js";

/** The address of a picture that this page may load, or null. */
export function ours(url) {
  if (/^(?:data:image\/|blob:)/.test(url ?? "")) return url;
  try {
    const parsed = new URL(url, location.href);
    const local = parsed.hostname === "127.0.0.1" || parsed.hostname === "localhost";
    if (parsed.origin === location.origin) return parsed.href;
    return local && parsed.port === location.port ? parsed.pathname + parsed.search : null;
  } catch {
    return null;
  }
}

export const fileUrl = (id) => `/sandbox/file/${encodeURIComponent(id)}`;

function source(element) {
  if (element.slack_file) {
    const id = element.slack_file.id ?? /\/(F[A-Z0-9]+)\b/.exec(element.slack_file.url ?? "")?.[1];
    return id ? fileUrl(id) : null;
  }
  return ours(element.image_url);
}

/** A small picture inside a section, a context line or a card. */
export function picture(element, className) {
  const from = source(element);
  if (!from)
    return h("span", {
      class: `${className} no-picture`,
      role: "img",
      "aria-label": element.alt_text,
      title: element.alt_text,
    });
  return h("img", { class: className, src: from, alt: element.alt_text ?? "", loading: "lazy" });
}

export function image(block) {
  const title = block.title ? h("div", { class: "image-title" }, plain(block.title.text)) : null;
  const from = source(block);
  if (!from)
    return [
      title,
      h(
        "div",
        { class: "image-missing", role: "img", "aria-label": block.alt_text },
        icon("eye"),
        block.alt_text,
      ),
    ];
  return [title, zoomable(from, block.alt_text)];
}

/** A picture that opens large. */
export function zoomable(from, alt) {
  const img = h("img", { class: "image", src: from, alt: alt ?? "", loading: "lazy" });
  return h(
    "button",
    {
      class: "image-button",
      type: "button",
      "aria-label": `Open image: ${alt || "no description"}`,
      on: { click: () => lightbox(from, alt) },
    },
    img,
  );
}

export function video(block) {
  return h(
    "div",
    { class: "card video" },
    h("div", { class: "small" }, [block.provider_name, block.author_name].filter(Boolean).join(" · ")),
    h("div", { class: "card-title" }, anchor(block.title_url ?? block.video_url, plain(block.title.text))),
    block.description ? h("div", {}, plain(block.description.text)) : null,
    h(
      "div",
      { class: "video-frame" },
      picture({ image_url: block.thumbnail_url, alt_text: block.alt_text }, "video-thumb"),
      h("span", { class: "video-play" }, icon("play", 24)),
    ),
  );
}

const KINDS = {
  xlsx: "Excel Spreadsheet",
  xls: "Excel Spreadsheet",
  csv: "CSV",
  pdf: "PDF",
  docx: "Word Document",
  png: "PNG",
  jpg: "JPEG",
  txt: "Plain Text",
  json: "JSON",
};

/** A file of a message: a picture large, anything else as a card to download. */
export function attachedFile(file) {
  if (file.deleted) return h("div", { class: "file small" }, "This file was deleted.");
  const from = fileUrl(file.id);
  const name = file.title || file.name;
  if (/^image\/(?:png|jpeg|gif|webp)$/.test(file.mimetype ?? "")) {
    return h(
      "figure",
      { class: "picture" },
      h("figcaption", { class: "image-title" }, name),
      zoomable(from, file.alt_text || name),
    );
  }
  const ending = String(file.name ?? "")
    .split(".")
    .at(-1)
    .toLowerCase();
  const about = [KINDS[ending] ?? ending.toUpperCase(), file.size ? bytes(file.size) : null]
    .filter(Boolean)
    .join(" · ");
  return h(
    "a",
    { class: "file", href: from, download: file.name ?? true },
    h("span", { class: "sr" }, "Download "),
    h(
      "span",
      { class: `file-icon file-${["xlsx", "xls", "csv"].includes(ending) ? "sheet" : "other"}` },
      icon("file"),
    ),
    h("span", { class: "grow" }, h("b", { class: "clip" }, name), h("span", { class: "small" }, about)),
    h("span", { class: "file-get" }, icon("download")),
  );
}

// Owns: the line icons, drawn on a 20 x 20 grid, and the small button that wears one. They are decoration: the control
// around them carries the label.
import { h, svg } from "./dom.js";

const PATHS = {
  hash: "M4.5 7.5h12M3.5 12.5h12M8 3l-2 14M14 3l-2 14",
  lock: "M5 9h10v7.5H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  plus: "M10 4v12M4 10h12",
  close: "M5 5l10 10M15 5L5 15",
  back: "M12 4l-6 6 6 6M6 10h10",
  down: "M5.5 8l4.5 4.5L14.5 8",
  up: "M5.5 12l4.5-4.5 4.5 4.5",
  right: "M8 5.5l4.5 4.5L8 14.5",
  left: "M12 5.5L7.5 10l4.5 4.5",
  check: "M4.5 10.5l3.5 3.5 7.5-8",
  more: "M10 4.6v.01M10 10v.01M10 15.4v.01",
  dots: "M4.6 10v.01M10 10v.01M15.4 10v.01",
  smile:
    "M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4M7.3 8v.01M12.7 8v.01M6.8 11.6c1.6 2.6 4.8 2.6 6.4 0",
  thread:
    "M10 3c4 0 7 2.5 7 5.8s-3 5.7-7 5.7c-.8 0-1.5-.1-2.2-.3L4.5 16v-2.900C3.5 12 3 10.5 3 8.8 3 5.5 6 3 10 3zM7 7.800h6M7 10.300h4",
  send: "M3.5 4l13.5 6-13.5 6 1.8-6zM5.3 10H11",
  clip: "M13.5 7l-5.2 5.200a1.3 1.3 0 0 0 1.9 1.900l5.6-5.700a2.9 2.9 0 0 0-4.1-4.100L5.7 10.500a4.4 4.4 0 0 0 6.3 6.200l4-4",
  clock: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 6v4.300l3 1.7",
  calendar: "M4 5h12v11.500H4zM4 8.500h12M7 3v3.500M13 3v3.5",
  home: "M3.5 9.500L10 3.500l6.5 6M5.5 8v8.500h9V8M8.5 16.500v-4.500h3v4.5",
  flag: "M5 17V3.500M5 4h9.500l-2 3 2 3H5",
  bolt: "M11 2.500L4.5 11.500h4.800L8.5 17.500l7-9.500h-5z",
  list: "M7.5 5.500h9M7.5 10h9M7.5 14.500h9M3.8 5.500v.01M3.8 10v.01M3.8 14.500v.01",
  moon: "M16 11.800A6.6 6.6 0 0 1 8.2 4a6.6 6.6 0 1 0 7.8 7.800z",
  sun: "M10 6.500a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M10 2v1.500M10 16.500V18M2 10h1.500M16.5 10H18M4.3 4.300l1.1 1.100M14.6 14.600l1.1 1.100M4.3 15.700l1.1-1.100M14.6 5.400l1.1-1.1",
  menu: "M3.5 5.500h13M3.5 10h13M3.5 14.500h13",
  people:
    "M7.5 4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.600M2.5 16c.3-3 2.3-4.5 5-4.500s4.7 1.5 5 4.500M12.8 4.300a2.7 2.7 0 0 1 0 5M14.5 11.800c1.8.6 2.8 2 3 4.2",
  eye: "M2.5 10C4.3 6.7 7 5 10 5s5.7 1.7 7.5 5c-1.8 3.3-4.5 5-7.5 5s-5.7-1.7-7.5-5zM10 7.700a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6",
  warn: "M10 3.500l7.2 12.800H2.800zM10 8.200v3.800M10 14.200v.01",
  info: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14M10 9.300v4.200M10 6.500v.01",
  search: "M8.8 3.500a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.600M12.8 12.800l4 4",
  play: "M6.5 4l10 6-10 6z",
  file: "M5 2.800h6.500L15.5 7v10.200H5zM11.5 2.800V7h4",
  download: "M10 3.500v9M6 9l4 4 4-4M4 16.500h12",
  pencil: "M4 16l.7-3.2 8.5-8.5 2.5 2.5-8.5 8.500z",
  trash: "M4 5.500h12M8 5.500V3.500h4v2M5.5 5.500l.8 11h7.400l.8-11",
  pin: "M12 3l5 5-3 1-2.5 2.5-.5 4L4.5 9l4-.5L11 6z",
  bold: "M6 4h4.500a3 3 0 0 1 0 6H6zM6 10h5.500a3 3 0 0 1 0 6H6z",
  italic: "M8.5 4h6M5.5 16h6M11.8 4L8.3 16",
  strike:
    "M4 10h12M13.5 6.500C13 5 11.8 4.2 10 4.200c-2 0-3.5 1-3.5 2.7 0 1.2.8 2 2 2.500M6.3 13.300c.4 1.6 1.8 2.5 3.8 2.5 2.1 0 3.6-1 3.6-2.8 0-.5-.1-.9-.3-1.2",
  code: "M7 5.500L2.8 10 7 14.500M13 5.500L17.2 10 13 14.5",
  olist:
    "M8.5 5.500h8M8.5 10h8M8.5 14.500h8M3 4.200l1.2-.7v3.700M3 9.300c.6-1 2-.6 2 .2 0 .7-2 1.3-2 2.200h2",
};

/** An icon by name. */
export function icon(name, size = 20) {
  return svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 20 20", width: size, height: size, "aria-hidden": "true" },
    svg("path", { d: PATHS[name] ?? PATHS.info }),
  );
}

/** A small button that shows an icon by its name, or a sign of one letter. */
export function tool(label, glyph, run, extra = "") {
  const sign = glyph.length === 1;
  return h(
    "button",
    {
      class: `icon-btn ${sign ? "glyph" : extra}`,
      type: "button",
      "aria-label": label,
      title: label,
      on: { click: run },
    },
    sign ? glyph : icon(glyph, 18),
  );
}

// Owns: date, time and date-and-time: faces that show a value, a calendar, and a list of half hours one can type into.
import { h } from "../dom.js";
import { clockTime, instant, isoDay, isoTime, longDay, ms } from "../format.js";
import { icon } from "../icons.js";
import { openListbox } from "../listbox.js";
import { now, zone } from "../store.js";
import { openCalendar } from "./calendar.js";

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, at) => `${String(at >> 1).padStart(2, "0")}:${at % 2 ? "30" : "00"}`,
);

/** "9:15", "915pm", "21.15" or "9 pm" as HH:MM, or null. */
export function readTime(text) {
  const found = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return hour < 24 && minute < 60
    ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`
    : null;
}

function openTimes(anchor, chosen, label, pick) {
  const choice = (hhmm) => ({ key: hhmm, text: clockTime(hhmm), raw: hhmm });
  const load = (query) => {
    const typed = query ? readTime(query) : null;
    const near = HALF_HOURS.filter((one) =>
      clockTime(one).toLowerCase().replace(" ", "").startsWith(query.toLowerCase().replaceAll(" ", "")),
    );
    return [{ choices: [...new Set([...(typed ? [typed] : []), ...near])].map(choice) }];
  };
  openListbox(anchor, {
    label,
    load,
    chosen: (key) => key === chosen,
    pick: (one) => pick(one.raw),
    placeholder: "Type a time",
    empty: "Not a time",
  });
}

function face(wire, glyph, id = {}) {
  const text = h("span", { class: "select-face clip" });
  const node = h(
    "button",
    {
      class: "select picker-face",
      type: "button",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      data: { action: wire.element.action_id ?? "" },
      ...wire.aria(true),
      ...id,
    },
    icon(glyph, 18),
    text,
  );
  const paint = (value, prompt) => {
    text.textContent = value || prompt;
    text.classList.toggle("placeholder", !value);
    if (!wire.inInput)
      node.setAttribute(
        "aria-label",
        [wire.label ?? wire.element.placeholder?.text ?? prompt, value].filter(Boolean).join(": "),
      );
  };
  return { node, paint };
}

const labelOf = (wire, otherwise) =>
  wire.block.label?.text ?? wire.label ?? wire.element.placeholder?.text ?? otherwise;

/** A face that shows one value and opens something to change it. */
function single(wire, { glyph, key, initial, write, open, prompt }) {
  let value = wire.begin({ [key]: initial ?? null })[key];
  const { node, paint } = face(wire, glyph);
  const show = () => paint(value && write(value), wire.element.placeholder?.text ?? prompt);
  const pick = async (next) => {
    const before = value;
    value = next;
    show();
    if (!(await wire.change({ [key]: value }, node))) {
      value = before;
      show();
    }
  };
  node.addEventListener("click", () => open(node, value, labelOf(wire, prompt), pick));
  show();
  return node;
}

export const datePicker = (wire) =>
  single(wire, {
    glyph: "calendar",
    key: "selected_date",
    initial: wire.element.initial_date,
    write: longDay,
    open: openCalendar,
    prompt: "Select a date",
  });

export const timePicker = (wire) =>
  single(wire, {
    glyph: "clock",
    key: "selected_time",
    initial: wire.element.initial_time,
    write: clockTime,
    open: openTimes,
    prompt: "Select a time",
  });

/** Two faces, one value: seconds since 1970, of the wall time in the acting person's zone. */
export function dateTimePicker(wire) {
  const seconds = wire.begin({
    selected_date_time: wire.element.initial_date_time ?? null,
  }).selected_date_time;
  let day = seconds ? isoDay(ms(seconds), zone()) : null;
  let hour = seconds ? isoTime(ms(seconds), zone()) : null;
  const date = face(wire, "calendar");
  const time = face(wire, "clock", {
    id: `${wire.ids.control}-time`,
    "aria-label": "Time",
    "aria-labelledby": null,
  });
  const show = () => {
    date.paint(day && longDay(day), "Date");
    time.paint(hour && clockTime(hour), "Time");
  };
  const put = (change) => {
    change();
    show();
    if (day && hour)
      void wire.change({ selected_date_time: Math.floor(instant(day, hour, zone()) / 1000) }, date.node);
  };
  date.node.addEventListener("click", () =>
    openCalendar(date.node, day, labelOf(wire, "Date"), (next) =>
      put(() => {
        day = next;
        hour ??= "09:00";
      }),
    ),
  );
  time.node.addEventListener("click", () =>
    openTimes(time.node, hour, "Time", (next) =>
      put(() => {
        hour = next;
        day ??= isoDay(now(), zone());
      }),
    ),
  );
  show();
  return h("div", { class: "date-time" }, date.node, time.node);
}

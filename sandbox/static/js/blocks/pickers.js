// Owns: date, time and date-and-time: a calendar one walks with the arrow keys, and a list of half hours one can type into.
import { h, replace, uid } from "../dom.js";
import { addDays, clockTime, instant, isoDay, isoTime, longDay, ms } from "../format.js";
import { icon } from "../icons.js";
import { openListbox } from "../listbox.js";
import { closePopup, openPopup } from "../popup.js";
import { now, zone } from "../store.js";

const monthName = (day) => new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
const wholeDay = (day) => new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
const WEEKDAYS = [["Su", "Sunday"], ["Mo", "Monday"], ["Tu", "Tuesday"], ["We", "Wednesday"], ["Th", "Thursday"], ["Fr", "Friday"], ["Sa", "Saturday"]];

function addMonths(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** A month of days to choose from. */
function openCalendar(anchor, chosen, label, pick) {
  const today = isoDay(now(), zone());
  let at = chosen ?? today;
  const title = h("div", { class: "cal-title", "aria-live": "polite", id: uid("month") });
  const grid = h("table", { class: "cal", role: "grid", "aria-labelledby": title.id });
  const turn = (by, name) => h("button", { class: "icon-btn", type: "button", tabindex: "-1", "aria-label": `${name} month`, on: { click: () => draw(addMonths(at, by)) } }, icon(by < 0 ? "left" : "right"));
  const cell = (day) => {
    const classes = [day.slice(0, 7) === at.slice(0, 7) ? "" : "out", day === today ? "today" : "", day === chosen ? "picked" : ""].join(" ");
    const button = h("button", { type: "button", class: `cal-day ${classes}`, tabindex: day === at ? "0" : "-1", "aria-label": wholeDay(day), "aria-current": day === today ? "date" : null, data: { day }, on: { click: () => { closePopup(); pick(day); } } }, Number(day.slice(8)));
    return h("td", { role: "gridcell", "aria-selected": String(day === chosen) }, button);
  };
  function draw(day) {
    at = day;
    title.textContent = monthName(at);
    const first = `${at.slice(0, 7)}-01`;
    const start = addDays(first, -new Date(`${first}T00:00:00Z`).getUTCDay());
    const weeks = [0, 1, 2, 3, 4, 5].map((week) => addDays(start, week * 7)).filter((day, week) => week === 0 || day.slice(0, 7) === first.slice(0, 7));
    replace(grid, h("thead", {}, h("tr", {}, WEEKDAYS.map(([short, long]) => h("th", { scope: "col", abbr: long }, short)))),
      h("tbody", {}, weeks.map((monday) => h("tr", {}, [0, 1, 2, 3, 4, 5, 6].map((d) => cell(addDays(monday, d)))))));
    grid.querySelector(`[data-day="${at}"]`).focus();
  }
  const STEP = { ArrowLeft: (d) => addDays(d, -1), ArrowRight: (d) => addDays(d, 1), ArrowUp: (d) => addDays(d, -7), ArrowDown: (d) => addDays(d, 7), PageUp: (d) => addMonths(d, -1), PageDown: (d) => addMonths(d, 1) };
  grid.addEventListener("keydown", (event) => {
    if (!STEP[event.key]) return;
    event.preventDefault();
    draw(STEP[event.key](at));
  });
  const box = h("div", { class: "calendar", role: "dialog", "aria-label": label }, h("div", { class: "cal-head" }, turn(-1, "Previous"), title, turn(1, "Next")), grid);
  const opened = openPopup(anchor, box);
  if (!opened) return;
  draw(at);
  opened.put();
}

const HALF_HOURS = Array.from({ length: 48 }, (_, at) => `${String(at >> 1).padStart(2, "0")}:${at % 2 ? "30" : "00"}`);

/** "9:15", "915pm", "21.15" or "9 pm" as HH:MM, or null. */
export function readTime(text) {
  const found = /^\s*(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  let hour = Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === "p" ? 12 : 0);
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : null;
}

function openTimes(anchor, chosen, label, pick) {
  const choice = (hhmm) => ({ key: hhmm, text: clockTime(hhmm), raw: hhmm });
  const load = (query) => {
    const typed = query ? readTime(query) : null;
    const near = HALF_HOURS.filter((one) => clockTime(one).toLowerCase().replace(" ", "").startsWith(query.toLowerCase().replaceAll(" ", "")));
    return [{ choices: [...new Set([...(typed ? [typed] : []), ...near])].map(choice) }];
  };
  openListbox(anchor, { label, load, chosen: (key) => key === chosen, pick: (one) => pick(one.raw), placeholder: "Type a time", empty: "Not a time" });
}

function face(wire, glyph, id = {}) {
  const text = h("span", { class: "select-face clip" });
  const node = h("button", { class: "select picker-face", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false", data: { action: wire.element.action_id ?? "" }, ...wire.aria(true), ...id }, icon(glyph, 18), text);
  const paint = (value, prompt) => {
    text.textContent = value || prompt;
    text.classList.toggle("placeholder", !value);
    if (!wire.inInput) node.setAttribute("aria-label", [wire.label ?? wire.element.placeholder?.text ?? prompt, value].filter(Boolean).join(": "));
  };
  return { node, paint };
}

const labelOf = (wire, otherwise) => wire.block.label?.text ?? wire.label ?? wire.element.placeholder?.text ?? otherwise;

/** A face that shows one value and opens something to change it. */
function single(wire, { glyph, key, initial, write, open, prompt }) {
  let value = wire.begin({ [key]: initial ?? null })[key];
  const { node, paint } = face(wire, glyph);
  const show = () => paint(value && write(value), wire.element.placeholder?.text ?? prompt);
  const pick = async (next) => {
    const before = value;
    value = next;
    show();
    if (!(await wire.change({ [key]: value }, node))) { value = before; show(); }
  };
  node.addEventListener("click", () => open(node, value, labelOf(wire, prompt), pick));
  show();
  return node;
}

export const datePicker = (wire) => single(wire, { glyph: "calendar", key: "selected_date", initial: wire.element.initial_date, write: longDay, open: openCalendar, prompt: "Select a date" });

export const timePicker = (wire) => single(wire, { glyph: "clock", key: "selected_time", initial: wire.element.initial_time, write: clockTime, open: openTimes, prompt: "Select a time" });

/** Two faces, one value: seconds since 1970, of the wall time in the acting person's zone. */
export function dateTimePicker(wire) {
  const seconds = wire.begin({ selected_date_time: wire.element.initial_date_time ?? null }).selected_date_time;
  let day = seconds ? isoDay(ms(seconds), zone()) : null;
  let hour = seconds ? isoTime(ms(seconds), zone()) : null;
  const date = face(wire, "calendar");
  const time = face(wire, "clock", { id: `${wire.ids.control}-time`, "aria-label": "Time", "aria-labelledby": null });
  const show = () => { date.paint(day && longDay(day), "Date"); time.paint(hour && clockTime(hour), "Time"); };
  const put = (change) => {
    change();
    show();
    if (day && hour) void wire.change({ selected_date_time: Math.floor(instant(day, hour, zone()) / 1000) }, date.node);
  };
  date.node.addEventListener("click", () => openCalendar(date.node, day, labelOf(wire, "Date"), (next) => put(() => { day = next; hour ??= "09:00"; })));
  time.node.addEventListener("click", () => openTimes(time.node, hour, "Time", (next) => put(() => { hour = next; day ??= isoDay(now(), zone()); })));
  show();
  return h("div", { class: "date-time" }, date.node, time.node);
}

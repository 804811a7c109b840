// Owns: a month of days, walked with the arrow keys.
import { h, replace, uid } from "../dom.js";
import { addDays, isoDay } from "../format.js";
import { icon } from "../icons.js";
import { closePopup, openPopup } from "../popup.js";
import { now, zone } from "../store.js";

const monthName = (date) =>
  new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
const wholeDay = (day) =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
const WEEKDAYS = [
  ["Su", "Sunday"],
  ["Mo", "Monday"],
  ["Tu", "Tuesday"],
  ["We", "Wednesday"],
  ["Th", "Thursday"],
  ["Fr", "Friday"],
  ["Sa", "Saturday"],
];

function addMonths(day, count) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + count, Math.min(date, last))).toISOString().slice(0, 10);
}

/** A month of days to choose from. */
export function openCalendar(anchor, chosen, label, pick) {
  const today = isoDay(now(), zone());
  let at = chosen ?? today;
  const title = h("div", { class: "cal-title", "aria-live": "polite", id: uid("month") });
  const grid = h("table", { class: "cal", role: "grid", "aria-labelledby": title.id });
  const turn = (by, name) =>
    h(
      "button",
      {
        class: "icon-btn",
        type: "button",
        tabindex: "-1",
        "aria-label": `${name} month`,
        on: { click: () => draw(addMonths(at, by)) },
      },
      icon(by < 0 ? "left" : "right"),
    );
  const cell = (day) => {
    const classes = [
      day.slice(0, 7) === at.slice(0, 7) ? "" : "out",
      day === today ? "today" : "",
      day === chosen ? "picked" : "",
    ].join(" ");
    const button = h(
      "button",
      {
        type: "button",
        class: `cal-day ${classes}`,
        tabindex: day === at ? "0" : "-1",
        "aria-label": wholeDay(day),
        "aria-current": day === today ? "date" : null,
        data: { day },
        on: {
          click: () => {
            closePopup();
            pick(day);
          },
        },
      },
      Number(day.slice(8)),
    );
    return h("td", { role: "gridcell", "aria-selected": String(day === chosen) }, button);
  };
  function draw(day) {
    at = day;
    title.textContent = monthName(at);
    const first = `${at.slice(0, 7)}-01`;
    const start = addDays(first, -new Date(`${first}T00:00:00Z`).getUTCDay());
    const weeks = [0, 1, 2, 3, 4, 5]
      .map((week) => addDays(start, week * 7))
      .filter((day, week) => week === 0 || day.slice(0, 7) === first.slice(0, 7));
    replace(
      grid,
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          WEEKDAYS.map(([short, long]) => h("th", { scope: "col", abbr: long }, short)),
        ),
      ),
      h(
        "tbody",
        {},
        weeks.map((monday) =>
          h(
            "tr",
            {},
            [0, 1, 2, 3, 4, 5, 6].map((d) => cell(addDays(monday, d))),
          ),
        ),
      ),
    );
    grid.querySelector(`[data-day="${at}"]`).focus();
  }
  const STEP = {
    ArrowLeft: (d) => addDays(d, -1),
    ArrowRight: (d) => addDays(d, 1),
    ArrowUp: (d) => addDays(d, -7),
    ArrowDown: (d) => addDays(d, 7),
    PageUp: (d) => addMonths(d, -1),
    PageDown: (d) => addMonths(d, 1),
  };
  grid.addEventListener("keydown", (event) => {
    if (!STEP[event.key]) return;
    event.preventDefault();
    draw(STEP[event.key](at));
  });
  const box = h(
    "div",
    { class: "calendar", role: "dialog", "aria-label": label },
    h("div", { class: "cal-head" }, turn(-1, "Previous"), title, turn(1, "Next")),
    grid,
  );
  const opened = openPopup(anchor, box);
  if (!opened) return;
  draw(at);
  opened.put();
}

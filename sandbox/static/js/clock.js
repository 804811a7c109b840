// Owns: the workspace's clock as one sees and moves it. It only goes forward.
import * as api from "./api.js";
import { h } from "./dom.js";
import { addDays, instant, isoDay, isoTime, weekdayTime } from "./format.js";
import { closePopup, openPopup } from "./popup.js";
import { now, store, take, tell, zone } from "./store.js";

const zoneName = () => (zone().split("/").at(-1) ?? "").replaceAll("_", " ");

/** "Thu, Sep 28, 8:00 AM · New York" */
export const clockText = () => `${weekdayTime(now(), zone())} · ${zoneName()}`;

/** Move the clock: by seconds, or to an instant in ms. */
export async function moveClock(step) {
  const answer = await api.clock(typeof step === "object" ? step : { advance: step });
  if (answer.ok === false)
    return void tell("toast", { text: answer.error, tone: "danger" });
  take({ type: "clock", ...answer });
  tell("toast", { text: `It is now ${clockText()}.` });
  return undefined;
}

/** The next day's 08:00 on the acting person's wall. */
export const tomorrowMorning = () => ({
  set: new Date(instant(addDays(isoDay(now(), zone()), 1), "08:00", zone())).toISOString(),
});

export function openClock(anchor) {
  const at = now();
  const day = h("input", {
    type: "date",
    class: "field-input",
    value: isoDay(at, zone()),
    min: isoDay(at, zone()),
    "aria-label": "Day",
  });
  const time = h("input", {
    type: "time",
    class: "field-input",
    value: isoTime(at, zone()),
    "aria-label": "Time",
  });
  const go = (step) => async () => {
    closePopup();
    await moveClock(step());
  };
  const set = () => ({ set: new Date(instant(day.value, time.value, zone())).toISOString() });
  const quick = (text, step) => h("button", { class: "btn", type: "button", on: { click: go(step) } }, text);
  const form = h(
    "form",
    {
      class: "clock-set",
      on: {
        submit: (event) => {
          event.preventDefault();
          if (day.value && time.value) void go(set)();
        },
      },
    },
    day,
    time,
    h("button", { class: "btn btn-primary", type: "submit" }, "Set forward"),
  );
  const box = h(
    "div",
    { class: "clock-box", role: "dialog", "aria-label": "Workspace clock" },
    h("h2", {}, "Workspace clock"),
    h(
      "p",
      { class: "small" },
      `Now ${clockText()}. Everyone in ${store.team?.name ?? "the workspace"} shares it, and it only moves forward.`,
    ),
    h(
      "div",
      { class: "clock-quick" },
      quick("+1 hour", () => 3600),
      quick("Tomorrow 08:00", tomorrowMorning),
      quick("+1 week", () => 7 * 86400),
    ),
    form,
  );
  if (openPopup(anchor, box, { align: "end", className: "clock-popup" })) box.querySelector("button").focus();
}

// Owns: the panel that proposes the first steps, ticks them as they happen, and does one for whoever asks. Where there is
// no room beside the conversation it is a sheet under it.
import { moveClock, tomorrowMorning } from "./clock.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { openPane, paneHead, paneKind } from "./pane.js";
import { userName } from "./names.js";
import { on, store, tell } from "./store.js";

const KEY = "guide-closed";
const narrow = matchMedia("(max-width: 1099px)");
const body = h("div", { class: "pane-body guide" });
const note = h("span", {});
const handle = h(
  "button",
  { class: "icon-btn sheet-handle", type: "button", on: { click: () => raise(document.body.classList.contains("sheet-low")) } },
  icon("up"),
);

/** How many steps are left. */
export const guideLeft = () => store.guide.filter((step) => !step.done).length;

const clockStep = (step) => (step.advance === "tomorrow" ? tomorrowMorning() : Number(step.advance));
const place = ({ as, channel, text }) => ({ as, channel, text });

/** What a step that is not done yet says and offers: to be done, or only prepared, so that the person presses Enter. */
function offer(step, next) {
  const button = (text, run, primary) =>
    h("button", { class: `btn${primary ? " btn-primary" : ""}`, type: "button", on: { click: run } }, text);
  const act = () => {
    lower();
    tell("visit", { ...place(step), send: true, then: step.advance ? () => moveClock(clockStep(step)) : null });
  };
  const visit = () => {
    lower();
    tell("visit", place(step));
  };
  return [
    h("p", {}, step.hint),
    step.text && next ? h("code", { class: "code" }, step.text) : null,
    step.as && step.as !== store.me?.id ? h("span", { class: "small" }, `as ${userName(step.as)}`) : null,
    h(
      "div",
      { class: "actions" },
      step.text || step.advance ? button("Do it for me", act, next) : null,
      step.text ? button("Only fill it in", visit) : null,
      step.channel && !step.text && !step.advance ? button("Take me there", visit, next) : null,
    ),
  ];
}

function row(step, next) {
  return h(
    "li",
    { class: `step${step.done ? " done" : ""}${next ? " next" : ""}`, "aria-current": next ? "step" : null },
    h(
      "span",
      { class: "step-mark", role: "img", "aria-label": step.done ? "Done" : "To do" },
      step.done ? icon("check", 14) : null,
    ),
    h("div", { class: "grow" }, h("b", {}, step.title), step.done ? null : offer(step, next)),
  );
}

function draw() {
  const left = guideLeft();
  const count = store.guide.length;
  const next = store.guide.find((step) => !step.done);
  note.textContent = next ? `${count - left} of ${count} done · ${next.title}` : `All ${count} done`;
  replace(
    body,
    h(
      "div",
      {
        class: "progress",
        role: "progressbar",
        "aria-label": "Steps done",
        "aria-valuemin": "0",
        "aria-valuemax": String(count),
        "aria-valuenow": String(count - left),
      },
      h("span", {
        class: "progress-bar",
        style: { "--done": `${(100 * (count - left)) / Math.max(1, count)}%` },
      }),
    ),
    h(
      "p",
      { class: "small" },
      left ? `${count - left} of ${count} done` : "All done. The workspace is yours: try anything.",
    ),
    h(
      "ol",
      {},
      store.guide.map((step) => row(step, step === next)),
    ),
  );
}

/** As a sheet under the conversation it can be low: then it shows the next step's name alone. */
function raise(high) {
  document.body.classList.toggle("sheet-low", !high);
  handle.setAttribute("aria-expanded", String(high));
  handle.setAttribute("aria-label", high ? "Show less of the guide" : "Show the guide's steps");
}

const lower = () => raise(!narrow.matches);

export function openGuide() {
  if (paneKind() !== "guide") {
    draw();
    raise(true);
    localStorage.removeItem(KEY);
  }
  openPane({ kind: "guide", node: panel(), toggle: true });
}

function panel() {
  const head = paneHead("First steps", note, handle);
  head.querySelector(".grow").addEventListener("click", () => narrow.matches && handle.click());
  return h("section", { class: "pane guide-pane", "aria-label": "Guide" }, head, body);
}

export function startGuide() {
  on("guide", () => {
    if (body.isConnected) draw();
  });
  on("state", () => {
    if (body.isConnected) draw();
  });
  on("pane-closed", (kind) => {
    if (kind === "guide") localStorage.setItem(KEY, "1");
    else greet();
  });
}

/**
 * Show it without taking the focus, low where it is a sheet: at the start, and after a thread that took its place; unless
 * it was closed before, or is through.
 */
export function greet() {
  if (!guideLeft() || localStorage.getItem(KEY) || paneKind()) return;
  draw();
  lower();
  openPane({ kind: "guide", node: panel() });
}

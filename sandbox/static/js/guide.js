// Owns: the panel that proposes the first steps, ticks them as they happen, and does one for whoever asks.
import { moveClock, tomorrowMorning } from "./clock.js";
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { openPane, paneHead, paneKind } from "./pane.js";
import { userName } from "./names.js";
import { on, store, tell } from "./store.js";

const KEY = "guide-closed";
const body = h("div", { class: "pane-body guide" });

/** How many steps are left. */
export const guideLeft = () => store.guide.filter((step) => !step.done).length;

/** Go where a step happens, as whom, and put its words into the box; the person presses Enter. */
function help(step) {
  tell("prefill", { as: step.as, channel: step.channel, text: step.text });
}

/** What a step that is not done yet says and offers. */
function offer(step, next) {
  const button = (text, run) =>
    h("button", { class: `btn${next ? " btn-primary" : ""}`, type: "button", on: { click: run } }, text);
  const clock = () => void moveClock(step.advance === "tomorrow" ? tomorrowMorning() : Number(step.advance));
  return [
    h("p", {}, step.hint),
    step.text && next ? h("code", { class: "code" }, step.text) : null,
    step.as && step.as !== store.me?.id ? h("span", { class: "small" }, `as ${userName(step.as)}`) : null,
    h(
      "div",
      { class: "actions" },
      step.text || step.channel
        ? button(step.text ? "Do it for me" : "Take me there", () => help(step))
        : null,
      step.advance ? button("Move the clock", clock) : null,
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
  const done = store.guide.length - left;
  const next = store.guide.find((step) => !step.done);
  replace(
    body,
    h(
      "div",
      {
        class: "progress",
        role: "progressbar",
        "aria-label": "Steps done",
        "aria-valuemin": "0",
        "aria-valuemax": String(store.guide.length),
        "aria-valuenow": String(done),
      },
      h("span", {
        class: "progress-bar",
        style: { "--done": `${(100 * done) / Math.max(1, store.guide.length)}%` },
      }),
    ),
    h(
      "p",
      { class: "small" },
      left ? `${done} of ${store.guide.length} done` : "All done. The workspace is yours: try anything.",
    ),
    h(
      "ol",
      {},
      store.guide.map((step) => row(step, step === next)),
    ),
  );
}

export function openGuide() {
  draw();
  localStorage.removeItem(KEY);
  openPane({
    kind: "guide",
    node: h(
      "section",
      { class: "pane", "aria-label": "Guide" },
      paneHead("First steps", store.app?.name ? `with ${store.app.name}` : ""),
      body,
    ),
    toggle: true,
  });
}

/** Open it at the start on a wide screen, unless it was closed before. */
export function startGuide() {
  on("guide", () => {
    if (body.isConnected) draw();
  });
  on("state", () => {
    if (body.isConnected) draw();
  });
  on("pane-closed", (kind) => {
    if (kind === "guide") localStorage.setItem(KEY, "1");
  });
}

export function greet() {
  if (store.guide.length && guideLeft() && !localStorage.getItem(KEY) && innerWidth >= 1100 && !paneKind())
    openGuide();
}

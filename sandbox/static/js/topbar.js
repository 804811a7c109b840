// Owns: the bar over everything (where one is, the workspace's clock, who one is) and the rail of tools at the left.
import { h, replace } from "./dom.js";
import { openClock, clockText } from "./clock.js";
import { openFaults } from "./faults.js";
import { guideLeft, openGuide } from "./guide.js";
import { icon } from "./icons.js";
import { initials } from "./format.js";
import { openJournal } from "./journal.js";
import { openJump, meButton } from "./people.js";
import { paneKind } from "./pane.js";
import { drawer } from "./sidebar.js";
import { on, store, tell } from "./store.js";

const dark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

function switchTheme() {
  const next = dark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
  draw();
}

function tools() {
  const left = guideLeft();
  const on_ = store.faults.filter((fault) => fault.on).length;
  return [
    { id: "home", text: "Home", glyph: "home", run: () => tell("go-home") },
    store.guide.length
      ? { id: "guide", text: "Guide", glyph: "flag", run: openGuide, badge: left || "", pane: true }
      : null,
    { id: "journal", text: "Journal", glyph: "list", run: openJournal, pane: true },
    { id: "faults", text: "Faults", glyph: "bolt", run: openFaults, badge: on_ || "", pane: true },
    { id: "theme", text: dark() ? "Light" : "Dark", glyph: dark() ? "sun" : "moon", run: switchTheme },
  ].filter(Boolean);
}

function toolButton(tool) {
  const pressed = tool.pane ? String(paneKind() === tool.id) : null;
  return h(
    "button",
    {
      class: `rail-tool${tool.id === "home" && !paneKind() ? " current" : ""}${pressed === "true" ? " current" : ""}`,
      type: "button",
      "aria-pressed": pressed,
      data: { tool: tool.id },
      on: { click: tool.run },
    },
    h(
      "span",
      { class: "rail-icon" },
      icon(tool.glyph),
      tool.badge ? h("span", { class: "rail-badge" }, tool.badge) : null,
    ),
    h("span", {}, tool.text),
  );
}

export function draw() {
  const rail = document.getElementById("rail");
  const focused = document.activeElement?.dataset?.tool;
  replace(
    rail,
    h("span", { class: "team-icon", "aria-hidden": "true" }, initials(store.team?.name)),
    tools().map(toolButton),
    h("span", { class: "grow" }),
    h("div", { class: "rail-me" }, meButton(36)),
  );
  if (focused) rail.querySelector(`[data-tool="${focused}"]`)?.focus();
}

function bar() {
  const time = h(
    "button",
    { class: "clock", type: "button", "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon("clock", 16),
    h("span", { class: "clock-text" }),
  );
  time.addEventListener("click", () => openClock(time));
  const jump = h(
    "button",
    { class: "jump", type: "button", "aria-haspopup": "listbox", "aria-expanded": "false" },
    icon("search", 16),
    h("span", { class: "clip jump-text" }, `Search ${store.team?.name ?? ""}`),
    h("kbd", { "aria-hidden": "true" }, "Ctrl K"),
  );
  jump.addEventListener("click", () => openJump(jump));
  replace(
    document.getElementById("topbar"),
    h(
      "button",
      {
        class: "top-btn phone",
        type: "button",
        "aria-label": "Open channels",
        on: { click: () => drawer(true) },
      },
      icon("menu"),
    ),
    h("div", { class: "top-mid" }, jump, time),
    h("div", { class: "phone" }, meButton(28)),
  );
  tick();
}

function tick() {
  const text = document.querySelector("#topbar .clock-text");
  if (!text) return;
  text.textContent = clockText();
  text.parentNode.setAttribute("aria-label", `Workspace time: ${clockText()}. Move the clock`);
}

export function startTopbar() {
  on("state", () => {
    bar();
    draw();
  });
  for (const topic of ["faults", "guide", "pane-opened", "pane-closed"]) on(topic, draw);
  on("clock", tick);
  setInterval(tick, 5000);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  document.addEventListener("keydown", (event) => {
    if (
      (event.ctrlKey || event.metaKey) &&
      event.key.toLowerCase() === "k" &&
      !document.querySelector("dialog[open]")
    ) {
      event.preventDefault();
      openJump(document.querySelector(".jump"));
    }
  });
}

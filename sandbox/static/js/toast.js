// Owns: short notes at the bottom that go away by themselves, and the banner shown while the server is away.
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { on, store } from "./store.js";

function toast({ text, tone }) {
  // The server and the caller may both report one failure: it is said once.
  const shown = [...document.querySelectorAll(".toast")].some((one) => one.textContent === text);
  if (shown) return;
  const node = h(
    "div",
    { class: `toast${tone === "danger" ? " bad" : ""}` },
    tone === "danger" ? icon("warn", 18) : null,
    text,
  );
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), tone === "danger" ? 7000 : 3500);
}

function banner() {
  const bar = document.getElementById("banner");
  const lost = !store.online;
  const silent = store.online && store.app && !store.app.connected;
  bar.hidden = !lost && !silent;
  bar.classList.toggle("lost", lost);
  replace(
    bar,
    lost
      ? [icon("warn", 18), "Connection to the sandbox lost. Trying again…"]
      : silent
        ? [icon("info", 18), `${store.app.name} is not connected: nobody answers yet.`]
        : null,
  );
}

export function startToasts() {
  on("toast", toast);
  for (const topic of ["online", "app", "state"]) on(topic, banner);
}

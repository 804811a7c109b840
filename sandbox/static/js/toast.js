// Owns: short notes at the bottom that go away by themselves, and the banner shown while the server is away.
import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { on, store } from "./store.js";

function toast({ text, tone }) {
  const node = h("div", { class: `toast${tone === "bad" ? " bad" : ""}` }, tone === "bad" ? icon("warn", 18) : null, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), tone === "bad" ? 7000 : 3500);
}

function banner() {
  const bar = document.getElementById("banner");
  const lost = !store.online;
  const silent = store.online && store.app && !store.app.connected;
  bar.hidden = !lost && !silent;
  bar.classList.toggle("lost", lost);
  replace(bar, lost ? [icon("warn", 18), "Connection to the sandbox lost. Trying again…"] : silent ? [icon("info", 18), `${store.app.name} is not connected. What you do is kept for it.`] : null);
}

export function startToasts() {
  on("toast", toast);
  for (const topic of ["online", "app", "state"]) on(topic, banner);
}

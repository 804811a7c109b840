// Owns: the app's own tabs: Home (the view it published) and About.
import * as api from "./api.js";
import { drawBlocks } from "./blocks/index.js";
import { Form, Surface } from "./blocks/surface.js";
import { h, replace } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./names.js";
import { refocus } from "./redraw.js";
import { on, store } from "./store.js";

const node = h("div", {
  class: "home",
  id: "tab-home",
  role: "tabpanel",
  "aria-label": "Home",
  tabindex: "-1",
});
let form = new Form();
let shown = null;

function draw() {
  const view = store.home;
  if (view?.id !== shown) {
    form = new Form();
    shown = view?.id ?? null;
  }
  if (!view) {
    return void replace(
      node,
      h(
        "div",
        { class: "empty" },
        avatar(store.app?.bot_user, 72),
        h("h2", {}, "This is a work in progress"),
        h("p", {}, `${store.app?.name ?? "The app"} has not published its Home yet.`),
      ),
    );
  }
  const surface = new Surface("home", { type: "view", view_id: view.id }, () => view.blocks, form);
  const fresh = h("div", { class: "home-inner" }, drawBlocks(view.blocks, surface));
  const restore = refocus(node.firstElementChild, fresh);
  const { scrollTop } = node;
  replace(node, fresh);
  node.scrollTop = scrollTop;
  return void restore();
}

/** The Home tab; asking for it tells the app that it was opened. */
export function homeTab() {
  store.home = null;
  replace(node, h("div", { class: "empty" }, h("div", { class: "spinner" }), h("p", {}, "Loading Home")));
  void api.home().then(({ view }) => {
    if (view || !store.home) {
      store.home = view ?? store.home;
      draw();
    }
  });
  return node;
}

const note = (text) => h("span", { class: "small" }, text ?? "");

export function aboutTab() {
  const { app } = store;
  const commands = store.commands.map((c) =>
    h(
      "li",
      {},
      h("code", { class: "code" }, `${c.command}${c.usage_hint ? ` ${c.usage_hint}` : ""}`),
      " ",
      note(c.description),
    ),
  );
  const shortcuts = store.shortcuts.map((s) => h("li", {}, h("b", {}, s.name), " ", note(s.description)));
  return h(
    "div",
    { class: "home", role: "tabpanel", "aria-label": "About", tabindex: "-1" },
    h(
      "div",
      { class: "home-inner about" },
      h(
        "div",
        { class: "about-head" },
        avatar(app?.bot_user, 72),
        h("div", {}, h("h2", {}, app?.name), h("p", {}, plain(app?.description ?? ""))),
      ),
      app?.long_description ? h("p", { class: "text" }, plain(app.long_description)) : null,
      commands.length ? [h("h3", {}, "Slash commands"), h("ul", {}, commands)] : null,
      shortcuts.length ? [h("h3", {}, "Shortcuts"), h("ul", {}, shortcuts)] : null,
    ),
  );
}

on("home", () => {
  if (node.isConnected) draw();
});

// Owns: the list of conversations at the left: channels, direct messages, apps, with unread marks; a drawer on a phone.
import * as api from "./api.js";
import { h, replace, roving } from "./dom.js";
import { icon } from "./icons.js";
import { matching, openListbox } from "./listbox.js";
import { avatar, channelName, SLACKBOT, userName } from "./names.js";
import { openPeople } from "./people.js";
import { load as reload, on, store, tell } from "./store.js";

const folded = new Set();

function entry(item) {
  const current = item.id === store.channel;
  const unread = item.unread > 0 && !current;
  const direct = item.kind === "im" || item.kind === "app";
  const badge = direct ? item.unread : item.mentions;
  const sign = direct ? avatar(item.kind === "app" ? store.app.bot_user : item.with, 20) : icon(item.kind === "private" ? "lock" : "hash", 18);
  const self = item.kind === "im" && item.with === store.me.id;
  const spoken = [channelName(item), item.kind === "private" ? "private channel" : "", item.archived ? "archived" : "", unread ? `${item.unread} unread` : ""].filter(Boolean).join(", ");
  return h("li", {}, h("button", {
    class: `place${current ? " current" : ""}${unread ? " unread" : ""}${item.archived ? " archived" : ""}`, type: "button", tabindex: current ? "0" : "-1",
    "aria-current": current ? "page" : null, "aria-label": spoken, data: { channel: item.id }, on: { click: () => tell("go", { channel: item.id }) },
  }, h("span", { class: "place-sign" }, sign), h("span", { class: "clip grow" }, channelName(item), self ? h("span", { class: "you" }, " you") : null),
  badge > 0 && !current ? h("span", { class: "count-badge" }, badge > 99 ? "99+" : badge) : null));
}

/** A person one has not written to yet, or the app. */
function stranger(id, name, target) {
  return h("li", {}, h("button", { class: "place quiet", type: "button", tabindex: "-1", data: { user: id }, on: { click: () => tell("go", target) } },
    h("span", { class: "place-sign" }, avatar(id, 20)), h("span", { class: "clip grow" }, name)));
}

/** Public channels one is not in yet. */
function browse() {
  const load = (query) => [{ choices: matching(store.browsable.map((c) => ({ key: c.id, text: c.name, note: c.topic, lead: icon("hash", 18), raw: c.id })), query) }];
  const join = async (id) => { await api.join(id); await reload(); tell("go", { channel: id }); };
  const open = (event) => openListbox(event.currentTarget, { label: "Join a channel", load, pick: (one) => void join(one.raw), placeholder: "Find a channel" });
  return h("li", {}, h("button", { class: "place quiet", type: "button", tabindex: "-1", "aria-haspopup": "listbox", on: { click: open } }, h("span", { class: "place-sign" }, icon("plus", 16)), h("span", { class: "grow" }, "Add channels")));
}

function group(title, rows) {
  const closed = folded.has(title);
  const toggle = () => { folded[closed ? "delete" : "add"](title); draw(); };
  return h("section", { class: "group" },
    h("h2", {}, h("button", { class: "group-head", type: "button", tabindex: "-1", "aria-expanded": String(!closed), on: { click: toggle } }, icon(closed ? "right" : "down", 14), title)),
    closed ? null : h("ul", {}, rows));
}

const byName = (a, b) => channelName(a).localeCompare(channelName(b));

export function draw() {
  const side = document.getElementById("sidebar");
  const focused = side.contains(document.activeElement) ? document.activeElement.dataset : null;
  const all = [...store.channels.values()].filter((c) => !c.archived || c.id === store.channel);
  const channels = all.filter((c) => c.kind === "channel" || c.kind === "private").sort(byName);
  const direct = all.filter((c) => c.kind === "im").sort(byName);
  const app = all.find((c) => c.kind === "app");
  const known = new Set(direct.map((c) => c.with));
  const rest = [...store.users.values()].filter((u) => !u.deleted && !u.is_bot && u.id !== SLACKBOT && u.id !== store.me.id && !known.has(u.id) && u.id !== store.app?.bot_user);
  const rows = rest.sort((a, b) => userName(a.id).localeCompare(userName(b.id))).slice(0, 12).map((u) => stranger(u.id, userName(u.id), { user: u.id }));
  replace(side,
    h("header", { class: "side-head" },
      h("button", { class: "team", type: "button", title: "Act as another person", on: { click: (event) => openPeople(event.currentTarget) } },
        h("span", { class: "clip" }, store.team?.name ?? "Workspace"), icon("down", 14)),
      h("span", { class: "team-note clip" }, `as ${userName(store.me.id)}`)),
    h("div", { class: "side-scroll" },
      group("Channels", [...channels.map(entry), store.browsable.length ? browse() : null]),
      group("Direct messages", [...direct.map(entry), ...rows]),
      store.app ? group("Apps", app ? [entry(app)] : [stranger(store.app.bot_user, store.app.name, { user: store.app.bot_user })]) : null));
  if (!side.querySelector('.place[tabindex="0"]')) side.querySelector(".place")?.setAttribute("tabindex", "0");
  if (focused?.channel) side.querySelector(`[data-channel="${CSS.escape(focused.channel)}"]`)?.focus();
  else if (focused?.user) side.querySelector(`[data-user="${CSS.escape(focused.user)}"]`)?.focus();
  const waiting = all.reduce((sum, c) => sum + (c.id === store.channel ? 0 : c.kind === "im" || c.kind === "app" ? c.unread ?? 0 : c.mentions ?? 0), 0);
  document.title = `${waiting ? `(${waiting}) ` : ""}${channelName(store.channels.get(store.channel)) || "Sandbox"} | ${store.team?.name ?? ""}`;
}

/** The drawer of a narrow screen. */
export function drawer(open) {
  document.body.classList.toggle("drawer", open);
  document.getElementById("scrim").hidden = !open;
  if (open) document.querySelector('#sidebar .place[tabindex="0"]')?.focus();
}

export function startSidebar() {
  roving(document.getElementById("sidebar"), ".place, .group-head");
  document.getElementById("scrim").addEventListener("click", () => drawer(false));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && document.body.classList.contains("drawer")) drawer(false); });
  for (const topic of ["state", "channels", "app"]) on(topic, draw);
}


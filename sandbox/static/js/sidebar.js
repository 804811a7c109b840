// Owns: the list of conversations at the left: channels, direct messages, apps, with unread marks; a drawer on a phone.
import * as api from "./api.js";
import { h, replace, roving } from "./dom.js";
import { icon } from "./icons.js";
import { matching, openListbox } from "./listbox.js";
import { avatar, channelName, SLACKBOT, userName } from "./names.js";
import { openPeople } from "./people.js";
import { load as reload, on, store, tell } from "./store.js";

const folded = new Set();

const isDirect = (item) => item.kind === "im" || item.kind === "app";

/** How many messages of an unopened conversation call the acting person: all of a direct one. */
const calls = (item) =>
  item.id === store.channel ? 0 : ((isDirect(item) ? item.unread : item.mentions) ?? 0);

function sign(item) {
  if (isDirect(item)) return avatar(item.kind === "app" ? store.app.bot_user : item.with, 20);
  return icon(item.kind === "private" ? "lock" : "hash", 18);
}

function entry(item) {
  const current = item.id === store.channel;
  const unread = item.unread > 0 && !current;
  const marks = { current, unread, archived: item.archived };
  const badge = calls(item);
  const self = item.kind === "im" && item.with === store.me.id;
  const spoken = [
    channelName(item),
    item.kind === "private" && "private channel",
    item.archived && "archived",
    unread && `${item.unread} unread`,
  ];
  const attributes = {
    class: ["place", ...Object.keys(marks).filter((mark) => marks[mark])].join(" "),
    type: "button",
    tabindex: current ? "0" : "-1",
    "aria-current": current ? "page" : null,
    "aria-label": spoken.filter(Boolean).join(", "),
    data: { channel: item.id },
    on: { click: () => tell("go", { channel: item.id }) },
  };
  const name = h(
    "span",
    { class: "clip grow" },
    channelName(item),
    self ? h("span", { class: "you" }, " you") : null,
  );
  const count = badge ? h("span", { class: "count-badge" }, badge > 99 ? "99+" : badge) : null;
  return h("li", {}, h("button", attributes, h("span", { class: "place-sign" }, sign(item)), name, count));
}

/** A person one has not written to yet, or the app. */
function stranger(id, name, target) {
  return h(
    "li",
    {},
    h(
      "button",
      {
        class: "place quiet",
        type: "button",
        tabindex: "-1",
        data: { user: id },
        on: { click: () => tell("go", target) },
      },
      h("span", { class: "place-sign" }, avatar(id, 20)),
      h("span", { class: "clip grow" }, name),
    ),
  );
}

/** Public channels one is not in yet. */
function browse() {
  const load = (query) => [
    {
      choices: matching(
        store.browsable.map((c) => ({
          key: c.id,
          text: c.name,
          note: c.topic,
          lead: icon("hash", 18),
          raw: c.id,
        })),
        query,
      ),
    },
  ];
  const join = async (id) => {
    await api.join(id);
    await reload();
    tell("go", { channel: id });
  };
  const open = (event) =>
    openListbox(event.currentTarget, {
      label: "Join a channel",
      load,
      pick: (one) => void join(one.raw),
      placeholder: "Find a channel",
    });
  return h(
    "li",
    {},
    h(
      "button",
      {
        class: "place quiet",
        type: "button",
        tabindex: "-1",
        "aria-haspopup": "listbox",
        on: { click: open },
      },
      h("span", { class: "place-sign" }, icon("plus", 16)),
      h("span", { class: "grow" }, "Add channels"),
    ),
  );
}

function group(title, rows) {
  const closed = folded.has(title);
  const toggle = () => {
    folded[closed ? "delete" : "add"](title);
    draw();
  };
  return h(
    "section",
    { class: "group" },
    h(
      "h2",
      {},
      h(
        "button",
        {
          class: "group-head",
          type: "button",
          tabindex: "-1",
          "aria-expanded": String(!closed),
          on: { click: toggle },
        },
        icon(closed ? "right" : "down", 14),
        title,
      ),
    ),
    closed ? null : h("ul", {}, rows),
  );
}

const byName = (a, b) => channelName(a).localeCompare(channelName(b));

/** The people one has no conversation with yet. */
function strangers(direct) {
  const known = new Set(direct.map((c) => c.with));
  const rest = [...store.users.values()].filter(
    (u) =>
      !u.deleted &&
      !u.is_bot &&
      u.id !== SLACKBOT &&
      u.id !== store.me.id &&
      !known.has(u.id) &&
      u.id !== store.app?.bot_user,
  );
  const names = rest.sort((a, b) => userName(a.id).localeCompare(userName(b.id))).slice(0, 12);
  return names.map((u) => stranger(u.id, userName(u.id), { user: u.id }));
}

function head() {
  const act = (event) => openPeople(event.currentTarget);
  return h(
    "header",
    { class: "side-head" },
    h(
      "button",
      {
        class: "team",
        type: "button",
        title: "Act as another person",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        on: { click: act },
      },
      h("span", { class: "clip" }, store.team?.name ?? "Workspace"),
      icon("down", 14),
    ),
    h("span", { class: "team-note clip" }, `as ${userName(store.me.id)}`),
  );
}

export function draw() {
  const side = document.getElementById("sidebar");
  const focused = side.contains(document.activeElement) ? document.activeElement.dataset : {};
  const all = [...store.channels.values()].filter((c) => !c.archived || c.id === store.channel);
  const channels = all.filter((c) => !isDirect(c)).sort(byName);
  const direct = all.filter((c) => c.kind === "im").sort(byName);
  const app = all.find((c) => c.kind === "app");
  const apps = app
    ? [entry(app)]
    : [stranger(store.app.bot_user, store.app.name, { user: store.app.bot_user })];
  replace(
    side,
    head(),
    h(
      "div",
      { class: "side-scroll" },
      group("Channels", [...channels.map(entry), store.browsable.length ? browse() : null]),
      group("Direct messages", [...direct.map(entry), ...strangers(direct)]),
      group("Apps", apps),
    ),
  );
  if (!side.querySelector('.place[tabindex="0"]'))
    side.querySelector(".place")?.setAttribute("tabindex", "0");
  for (const [key, value] of Object.entries(focused))
    side.querySelector(`[data-${key}="${CSS.escape(value)}"]`)?.focus();
  const waiting = all.reduce((sum, c) => sum + calls(c), 0);
  const here = channelName(store.channels.get(store.channel)) || "Sandbox";
  document.title = `${waiting ? `(${waiting}) ` : ""}${here} | ${store.team?.name ?? ""}`;
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
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.classList.contains("drawer")) drawer(false);
  });
  for (const topic of ["state", "channels", "app"]) on(topic, draw);
}

// Owns: the middle of the page: the conversation's head, its tabs, the list of messages and the composer.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { debounce, h, replace } from "./dom.js";
import { aboutTab, homeTab } from "./home.js";
import { icon } from "./icons.js";
import { matching, openListbox } from "./listbox.js";
import { plain } from "./mrkdwn.js";
import { MessageList } from "./messages.js";
import { avatar, channelName, user, userName } from "./names.js";
import { refocus } from "./redraw.js";
import { on, store, tell } from "./store.js";

let list = null;
let composer = null;

export const mainComposer = () => composer;

function members(item) {
  const node = h(
    "button",
    {
      class: "members",
      type: "button",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `${item.members.length} members`,
      data: { action: "members" },
    },
    item.members.slice(0, 3).map((id) => avatar(id, 20)),
    h("span", {}, item.members.length),
  );
  const people = item.members.map((id) => ({
    key: id,
    text: userName(id),
    note: user(id)?.title,
    lead: avatar(id, 20),
    run: () => id !== store.me.id && tell("go", { user: id }),
  }));
  const bot = store.app?.bot_user;
  const invite = {
    key: "+",
    text: `Add ${store.app?.name}`,
    lead: icon("plus"),
    run: () => api.join(item.id, bot),
  };
  const choices = bot && !item.members.includes(bot) ? [invite, ...people] : people;
  node.addEventListener("click", () =>
    openListbox(node, {
      label: "Members",
      load: (query) => [{ choices: matching(choices, query) }],
      pick: (choice) => void choice.run(),
      placeholder: "Find members",
      align: "end",
      className: "people",
    }),
  );
  return node;
}

function head(item) {
  const direct = item.kind === "im" || item.kind === "app";
  const sign = direct
    ? avatar(item.kind === "app" ? store.app.bot_user : item.with, 24)
    : icon(item.kind === "private" ? "lock" : "hash");
  const about = item.kind === "im" ? user(item.with)?.title : item.topic;
  return h(
    "header",
    { class: "head" },
    h(
      "div",
      { class: "head-line" },
      h(
        "h1",
        {},
        sign,
        h("span", { class: "clip" }, channelName(item)),
        item.kind === "app" ? h("span", { class: "badge" }, "APP") : null,
      ),
      about ? h("span", { class: "topic clip" }, plain(about)) : h("span", { class: "grow" }),
      direct ? null : members(item),
    ),
    item.kind === "app" ? tabs() : null,
  );
}

function tabs() {
  const known = [
    store.app.home_enabled ? ["home", "Home"] : null,
    store.app.messages_enabled === false ? null : ["messages", "Messages"],
    ["about", "About"],
  ].filter(Boolean);
  const strip = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": `${store.app.name} tabs` },
    known.map(([id, text]) =>
      h(
        "button",
        {
          class: "tab",
          type: "button",
          role: "tab",
          "aria-selected": String(store.tab === id),
          tabindex: store.tab === id ? "0" : "-1",
          data: { action: `tab-${id}` },
          on: { click: () => showTab(id) },
        },
        text,
      ),
    ),
  );
  strip.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const ids = known.map(([id]) => id);
    void showTab(ids[(ids.indexOf(store.tab) + by + ids.length) % ids.length]);
  });
  return strip;
}

/** What stands over the first message of a conversation. */
function intro(item) {
  if (item.kind === "im" || item.kind === "app") {
    const id = item.kind === "app" ? store.app.bot_user : item.with;
    return h(
      "div",
      { class: "intro", role: "listitem" },
      avatar(id, 72),
      h("h2", {}, channelName(item)),
      h(
        "p",
        {},
        item.kind === "app"
          ? plain(store.app.description ?? "")
          : `This conversation is just between ${item.with === store.me.id ? "you and yourself" : `${userName(item.with)} and you`}.`,
      ),
    );
  }
  return h(
    "div",
    { class: "intro", role: "listitem" },
    h("h2", {}, icon(item.kind === "private" ? "lock" : "hash", 28), item.name),
    h(
      "p",
      {},
      `This is the very beginning of the ${item.name} channel. `,
      plain(item.purpose ?? item.topic ?? ""),
    ),
  );
}

const markRead = debounce(() => {
  const item = store.channels.get(store.channel);
  if (item?.unread && store.tab === "messages" && document.visibilityState === "visible")
    void api.open({ channel: item.id, read: true });
}, 250);

/** Draw the conversation that is open. */
export async function showChannel() {
  const item = store.channels.get(store.channel);
  const main = document.getElementById("main");
  if (!item)
    return void replace(
      main,
      h(
        "div",
        { class: "empty" },
        h("h2", {}, "Nothing to see here"),
        h("p", {}, "Choose a channel, or act as somebody else."),
      ),
    );
  if (item.kind !== "app") store.tab = "messages";
  main.setAttribute("aria-label", channelName(item));
  if (store.tab === "home") return void replace(main, head(item), homeTab());
  if (store.tab === "about") return void replace(main, head(item), aboutTab());
  list ??= new MessageList(intro);
  composer = new Composer({ channel: item.id });
  const closed = item.archived
    ? h("div", { class: "archived-note" }, "This channel is archived. Nobody can write here any more.")
    : composer.node;
  replace(main, head(item), h("div", { class: "stage" }, list.node, list.latest), closed);
  await list.show(item.id, item.last_read, item.unread);
  return undefined;
}

/** After a lost connection: what was missed comes in, and everything else, a half-written line among it, stays. */
export async function renewChannel() {
  if (store.tab !== "messages" || list?.channel !== store.channel || !list.node.isConnected) return showChannel();
  redrawHead();
  return list.renew();
}

async function showTab(tab) {
  store.tab = tab;
  const drawn = showChannel();
  document.querySelector('.tab[aria-selected="true"]')?.focus();
  await drawn;
  if (tab === "messages") void api.open({ channel: store.channel });
}

function redrawHead() {
  const item = store.channels.get(store.channel);
  const old = document.querySelector("#main > .head");
  markRead();
  // A window that hangs on the head must not lose what it hangs on.
  if (!item || !old || old.querySelector('[aria-expanded="true"]')) return;
  const fresh = head(item);
  const restore = refocus(old, fresh);
  old.replaceWith(fresh);
  restore();
}

export function startMain() {
  on("channels", redrawHead);
  on("edit", ({ channel, message }) => {
    if (composer?.where.channel === channel) composer.edit(message);
  });
  document.addEventListener("visibilitychange", markRead);
}

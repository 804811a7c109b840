// Owns: starting the page, going to a conversation, and becoming another person. Everything else is in its own file.
import * as api from "./api.js";
import { startDrop } from "./drop.js";
import { greet, startGuide } from "./guide.js";
import { mainComposer, renewChannel, showChannel, startMain } from "./main.js";
import { startModals } from "./modal.js";
import { closePane, paneKind, startPane } from "./pane.js";
import { drawer, startSidebar } from "./sidebar.js";
import { listen, load, on, store, tell } from "./store.js";
import { closeThread, openedThread, showThread } from "./thread.js";
import { startToasts } from "./toast.js";
import { startTopbar } from "./topbar.js";

const places = JSON.parse(localStorage.getItem("places") ?? "{}");

function remember() {
  places[store.me.id] = store.channel;
  localStorage.setItem("places", JSON.stringify(places));
  localStorage.setItem("actor", store.me.id);
  history.replaceState(null, "", `#${store.me.id}/${store.channel}`);
}

/** Open a conversation: a channel by id, or the one with a person, which the server makes when there is none. */
async function go({ channel, user, tab }) {
  drawer(false);
  if (paneKind() === "thread") closePane();
  if (!channel || !store.channels.has(channel)) {
    const answer = await api.open(user ? { user } : { channel });
    if (answer.ok === false)
      return void tell("toast", { text: "That conversation cannot be opened.", tone: "danger" });
    channel = typeof answer.channel === "object" ? answer.channel.id : answer.channel;
    if (typeof answer.channel === "object") store.channels.set(channel, answer.channel);
    if (!store.channels.has(channel)) await load();
  } else if (store.channels.get(channel).kind !== "app" || tab === "messages") void api.open({ channel });
  const item = store.channels.get(channel);
  const before = store.channel;
  store.channel = channel;
  if (item.kind === "app")
    store.tab = tab ?? (before === channel ? store.tab : store.app.home_enabled ? "home" : "messages");
  remember();
  await showChannel();
  tell("channels");
  return undefined;
}

function firstPlace(wanted) {
  const seen = (id) => (id && store.channels.has(id) ? id : null);
  const all = [...store.channels.values()].filter((c) => !c.archived);
  return (
    seen(wanted) ??
    seen(places[store.me.id]) ??
    all.find((c) => c.kind === "channel")?.id ??
    all[0]?.id ??
    null
  );
}

/** Become a person; the page then sees what they may see. */
async function become(id, wanted) {
  api.actAs(id);
  closeThread();
  if (paneKind() === "thread") closePane();
  await load().catch(() => {
    api.actAs("");
    return load();
  });
  api.actAs(store.me.id);
  listen();
  store.channel = firstPlace(wanted);
  store.tab = "messages";
  if (store.channel) await go({ channel: store.channel, tab: "messages" });
  else await showChannel();
}

/** Go where a guide's step happens, as the right person; put its words into the box, send them if asked to. */
async function visit({ as, channel, text, send, then }) {
  if (as && as !== store.me.id) await become(as);
  if (channel === "app") await go({ user: store.app.bot_user, tab: "messages" });
  else if (channel)
    await go({
      channel: store.channels.has(channel)
        ? channel
        : [...store.channels.values()].find((c) => c.name === channel)?.id,
      tab: "messages",
    });
  if (text) mainComposer()?.fill(text);
  if (text && send) await mainComposer()?.send();
  await then?.();
}

/** Which composer takes what is dropped over an element: the thread's or the conversation's, where one may write. */
function taker(over) {
  const thread = openedThread();
  if (thread?.node.contains(over)) return { zone: thread.node, composer: thread.composer };
  const zone = over.closest("#main");
  const composer = mainComposer();
  return zone?.contains(composer?.node) ? { zone, composer } : null;
}

/** F6 walks the parts of the page: channels, messages, the box, the pane. */
function walk(event) {
  if (event.key !== "F6") return;
  event.preventDefault();
  const parts = [
    "#sidebar .place[tabindex='0']",
    "#main .message[tabindex='0']",
    "#composer",
    "#side:not([hidden]) button",
    "#rail button",
  ]
    .map((s) => document.querySelector(s))
    .filter((el) => el?.checkVisibility());
  const at = parts.findIndex((el) =>
    el.closest("#sidebar, #main .scroller, .composer, #side, #rail")?.contains(document.activeElement),
  );
  parts[(at + (event.shiftKey ? parts.length - 1 : 1)) % parts.length]?.focus();
}

async function start() {
  for (const begin of [startToasts, startPane, startSidebar, startTopbar, startMain, startModals, startGuide])
    begin();
  startDrop(taker);
  on("go", (where) => void go(where));
  on("go-home", () => {
    if (paneKind() && paneKind() !== "guide") closePane();
    if (innerWidth < 768) drawer(true);
  });
  on("act-as", (id) => void become(id));
  on("visit", (step) => void visit(step));
  on("open-thread", (where) => void showThread(where));
  on("pane-closed", closeThread);
  on("again", () => {
    void renewChannel();
    void openedThread()?.load();
  });
  document.addEventListener("keydown", walk);
  addEventListener("hashchange", () => {
    const [actor, channel] = location.hash.slice(1).split("/");
    if (actor && actor !== store.me.id) void become(actor, channel);
    else if (channel && channel !== store.channel) void go({ channel });
  });
  const [actor, channel] = location.hash.slice(1).split("/");
  await become(actor || localStorage.getItem("actor") || "", channel);
  greet();
}

void start();

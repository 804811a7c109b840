// Owns: what the page knows, and telling the parts that something changed. It draws nothing.
// Fed by /sandbox/state and by the stream; a reconnect reads the state again.
import * as api from "./api.js";

export const store = {
  me: null,
  team: null,
  app: null,
  users: new Map(),
  channels: new Map(),
  commands: [],
  shortcuts: [],
  faults: [],
  guide: [],
  browsable: [],
  views: [],
  home: null,
  clockOffset: 0,
  online: false,
  /** channel id -> {items (by ts), more (older ones exist on the server), loaded} */
  messages: new Map(),
  /** the open conversation, its tab ("messages", "home", "about") and the thread beside it */
  channel: null,
  tab: "messages",
  thread: null,
  /** ephemerals that were dismissed in this tab: "channel/ts" */
  dismissed: new Set(JSON.parse(sessionStorage.getItem("dismissed") ?? "[]")),
};

const listeners = new Map();

/** Call `fn(detail)` whenever `topic` is told. */
export function on(topic, fn) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(fn);
}

export function tell(topic, detail) {
  for (const fn of listeners.get(topic) ?? []) fn(detail);
}

/** The workspace's present, in ms. */
export const now = () => Date.now() + store.clockOffset;
export const zone = () => store.me?.tz || "UTC";

function takeClock(clock) {
  if (!clock) return;
  const at =
    typeof clock.now === "number" ? clock.now * (clock.now < 1e11 ? 1000 : 1) : Date.parse(clock.now);
  if (Number.isFinite(at)) store.clockOffset = at - Date.now();
}

/** Read the workspace as the acting person sees it; of the conversations, `keep` (an id) stays as it was read. */
export async function load(keep) {
  const state = await api.state();
  store.me = state.me?.id ? state.me : state.users.find((u) => u.id === state.me);
  store.team = state.team;
  store.app = state.app;
  store.users = new Map(state.users.map((u) => [u.id, u]));
  store.channels = new Map(state.channels.map((c) => [c.id, c]));
  store.commands = state.commands ?? [];
  store.shortcuts = state.shortcuts ?? [];
  store.faults = state.faults ?? [];
  store.browsable = state.browsable ?? [];
  store.guide = state.guide ?? [];
  takeClock(state.clock);
  for (const channel of store.messages.keys()) if (channel !== keep) store.messages.delete(channel);
  store.views = (await api.views()).stack ?? [];
  for (const topic of ["state", "channels", "clock", "faults", "guide", "app", "views"]) tell(topic);
}

/** The messages of a conversation that are here, read from the server the first time. */
export async function history(channel) {
  const known = store.messages.get(channel);
  if (known?.loaded) return known;
  const page = await api.messages(channel);
  const box = known ?? { items: [], more: false, loaded: false };
  box.more = Boolean(page.has_more);
  box.loaded = true;
  store.messages.set(channel, box);
  for (const message of page.messages)
    if (!store.dismissed.has(`${channel}/${message.ts}`)) upsert(box, message);
  return box;
}

/** Read one page of older messages; answers how many came. */
export async function older(channel, limit = 100) {
  const box = store.messages.get(channel);
  if (!box?.more) return 0;
  const page = await api.messages(channel, box.items[0]?.ts, limit);
  box.more = Boolean(page.has_more);
  const before = box.items.length;
  const fresh = page.messages.filter((m) => m.ts < (box.items[0]?.ts ?? "~"));
  box.items = [...fresh, ...box.items];
  return box.items.length - before;
}

/** The messages of a conversation that are here, read back to `since` (a ts) where one is given. */
export async function readFrom(channel, since) {
  const box = await history(channel);
  while (since && box.more && box.items[0].ts > since && (await older(channel)));
  return box.items;
}

/** Read a conversation anew, back to `since` (a ts), or as far as its end is shown. */
export async function reread(channel, since) {
  store.messages.set(channel, { items: [], more: false, loaded: false });
  return readFrom(channel, since);
}

/** Put a message in its place by ts; answers true when it was not there. */
function upsert(box, message) {
  const items = box.items;
  let at = items.length;
  while (at > 0 && items[at - 1].ts > message.ts) at -= 1;
  if (at > 0 && items[at - 1].ts === message.ts) {
    items[at - 1] = message;
    return false;
  }
  items.splice(at, 0, message);
  return true;
}

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;
const belongs = (message) => !isReply(message) || message.subtype === "thread_broadcast" || message.ephemeral;

function takeMessage({ channel, message }) {
  const box = store.messages.get(channel);
  if (box && belongs(message)) {
    const added = upsert(box, message);
    tell("message", { channel, message, added });
  }
  tell("thread", { channel, message });
}

function dropMessage({ channel, message, ts }) {
  const gone = ts ?? message.ts;
  const box = store.messages.get(channel);
  if (box) box.items = box.items.filter((m) => m.ts !== gone);
  tell("gone", { channel, ts: gone });
}

/** Hide an ephemeral message here; the server is not told, as in Slack. */
export function dismiss(channel, ts) {
  store.dismissed.add(`${channel}/${ts}`);
  sessionStorage.setItem("dismissed", JSON.stringify([...store.dismissed]));
  dropMessage({ channel, ts });
}

function takeReaction({ channel, ts, reactions, message }) {
  if (message) return takeMessage({ channel, message });
  const found = store.messages.get(channel)?.items.find((m) => m.ts === ts);
  if (found) takeMessage({ channel, message: { ...found, reactions } });
  else tell("reactions", { channel, ts, reactions });
  return undefined;
}

const TAKE = {
  message: takeMessage,
  message_changed: takeMessage,
  message_deleted: dropMessage,
  ephemeral: (frame) => takeMessage({ ...frame, message: { ephemeral: true, ...frame.message } }),
  reaction: takeReaction,
  views: ({ stack }) => {
    store.views = stack ?? [];
    tell("views");
  },
  home: ({ view }) => {
    store.home = view;
    tell("home");
  },
  channel: ({ channel }) => {
    store.channels.set(channel.id, { ...store.channels.get(channel.id), ...channel });
    tell("channels");
  },
  channel_gone: ({ channel }) => {
    store.channels.delete(channel.id ?? channel);
    tell("channels");
  },
  user: ({ user }) => {
    store.users.set(user.id, user);
    if (user.id === store.me.id) store.me = user;
    tell("channels");
    tell("state");
  },
  clock: (frame) => {
    takeClock(frame);
    tell("clock");
  },
  faults: ({ faults }) => {
    store.faults = faults;
    tell("faults");
  },
  app: (frame) => {
    store.app = { ...store.app, ...(frame.app ?? frame), type: undefined };
    tell("app");
  },
  guide: ({ guide }) => {
    store.guide = guide ?? [];
    tell("guide");
  },
  toast: (frame) => tell("toast", frame),
};

/** What one frame of the stream does; an unknown type is left alone. */
export function take(frame) {
  TAKE[frame.type]?.(frame);
}

let socket = null;
let wait = 500;

/** Listen to the acting person's stream; a lost one is taken up again, and the state read anew (`again`). */
export function listen(again = false) {
  socket?.close();
  const mine = api.stream();
  socket = mine;
  let had = false;
  mine.addEventListener("open", () => {
    had = true;
    wait = 500;
    if (!store.online) {
      store.online = true;
      tell("online");
    }
    if (again) tell("again");
  });
  mine.addEventListener("message", (event) => take(JSON.parse(event.data)));
  mine.addEventListener("close", () => {
    if (socket !== mine) return;
    if (store.online || !had) {
      store.online = false;
      tell("online");
    }
    setTimeout(() => socket === mine && reconnect(), wait);
    wait = Math.min(wait * 2, 5000);
  });
}

async function reconnect() {
  const mine = socket;
  try {
    await load(store.channel);
  } catch (problem) {
    // A workspace that was started anew may not know us any more; the page then begins anew, too.
    if (problem instanceof api.ApiError) return location.reload();
    // The server is still away (fetch fails with a TypeError): keep trying quietly, anything else is a fault of ours.
    if (!(problem instanceof TypeError)) throw problem;
    setTimeout(() => socket === mine && reconnect(), wait);
    wait = Math.min(wait * 2, 5000);
    return undefined;
  }
  return listen(true);
}

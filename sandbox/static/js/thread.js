// Owns: the pane with a thread: its first message, the replies, a composer of its own.
import * as api from "./api.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { ms } from "./format.js";
import { drawMessage, follows } from "./message.js";
import { reconcile, refocus } from "./redraw.js";
import { channelName } from "./names.js";
import { paneHead } from "./pane.js";
import { on, store, tell } from "./store.js";

export class Thread {
  constructor(channel, ts) {
    Object.assign(this, { channel, ts, items: [], cache: new Map() });
    this.list = h("div", { class: "message-list", role: "list", "aria-label": "Thread" });
    this.scroller = h("div", { class: "scroller", tabindex: "-1" }, this.list);
    this.composer = new Composer({ channel, thread: ts });
    const item = store.channels.get(channel);
    const name =
      item && ["channel", "private"].includes(item.kind) ? `# ${channelName(item)}` : channelName(item);
    this.node = h(
      "section",
      { class: "pane thread", "aria-label": "Thread" },
      paneHead("Thread", name),
      this.scroller,
      this.composer.node,
    );
  }

  async load() {
    const { messages } = await api.thread(this.channel, this.ts);
    for (const message of messages) this.take(message);
    this.draw();
  }

  take(message) {
    const at = this.items.findIndex((m) => m.ts === message.ts);
    if (at >= 0) this.items[at] = message;
    else this.items = [...this.items, message].sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  onMessage({ channel, message }) {
    if (channel !== this.channel || (message.ts !== this.ts && message.thread_ts !== this.ts)) return;
    this.take(message);
    this.draw();
  }

  drop({ channel, ts }) {
    if (channel !== this.channel) return;
    this.items = this.items.filter((m) => m.ts !== ts);
    this.draw();
  }

  draw() {
    const end = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 40;
    const done = [];
    const nodes = this.items.flatMap((message, at) => {
      const compact = at > 1 && follows(message, this.items[at - 1]);
      const known = this.cache.get(message.ts);
      let node = known?.node;
      if (known?.message !== message || known.compact !== compact) {
        node = drawMessage(this.channel, message, { compact, inThread: true });
        if (known) done.push(refocus(known.node, node));
        this.cache.set(message.ts, { message, compact, node });
      }
      return at === 0 && this.items.length > 1 ? [node, this.divider()] : [node];
    });
    reconcile(this.list, nodes);
    for (const restore of done) restore();
    if (end || !this.drawn) this.scroller.scrollTop = this.scroller.scrollHeight;
    this.drawn = true;
  }

  divider() {
    const count = this.items.filter((m) => ms(m.ts) > ms(this.ts)).length;
    this.rule ??= h("div", { class: "thread-rule", role: "listitem" }, h("span", {}));
    this.rule.firstChild.textContent = `${count} ${count === 1 ? "reply" : "replies"}`;
    return this.rule;
  }
}

let open = null;

/** The thread on show, if any. */
export const openedThread = () => open;

export async function showThread({ channel, ts, focus }) {
  open = new Thread(channel, ts);
  tell("pane", { kind: "thread", node: open.node });
  if (focus) open.composer.focus();
  await open.load();
}

export function closeThread() {
  open = null;
}

on("thread", (event) => open?.onMessage(event));
on("gone", (event) => open?.drop(event));
on("reactions", ({ channel, ts, reactions }) => {
  const found = open?.channel === channel && open.items.find((m) => m.ts === ts);
  if (found) open.onMessage({ channel, message: { ...found, reactions } });
});

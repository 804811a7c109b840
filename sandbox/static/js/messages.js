// Owns: the list of a conversation's messages: a window of at most 160 drawn, more as one scrolls, day and "New" lines,
// and where reading begins.
import { h, roving } from "./dom.js";
import { dayName, isoDay, ms } from "./format.js";
import { author, drawMessage, follows } from "./message.js";
import { reconcile, refocus } from "./redraw.js";
import { now, older, on, readFrom, reread, store, zone } from "./store.js";

const WINDOW = 160;
const STEP = 60;
const NEAR = 700;
/** With more unread messages than this one begins at the end. */
const FAR = 500;
/** What is left free over the first line one is to read, in CSS pixels. */
const AIR = 12;

export class MessageList {
  /** @param {(channel: object) => Node} intro what stands above the first message */
  constructor(intro) {
    this.intro = intro;
    this.list = h("div", { class: "message-list", role: "list", "aria-label": "Messages" });
    this.node = h("div", { class: "scroller", tabindex: "-1" }, this.list);
    this.latest = h(
      "button",
      { class: "latest", type: "button", hidden: true, on: { click: () => this.toEnd() } },
      "New messages ↓",
    );
    this.channel = null;
    roving(this.list, ".message");
    this.node.addEventListener("scroll", () => this.onScroll(), { passive: true });
    const settled = new ResizeObserver(() => this.settle());
    settled.observe(this.list);
    settled.observe(this.node);
    on("message", (event) => this.onMessage(event));
    on("gone", ({ channel }) => {
      if (channel === this.channel) this.draw();
    });
    on("clock", () => this.draw());
  }

  get items() {
    return store.messages.get(this.channel)?.items ?? [];
  }

  /** Show a conversation where reading goes on: at the first unread message, else at the last one. */
  async show(channel, lastRead, unread = 0) {
    this.channel = channel;
    this.cache = new Map();
    this.list.replaceChildren();
    this.latest.hidden = true;
    const far = !unread || unread > FAR;
    const items = await readFrom(channel, far ? undefined : lastRead);
    if (this.channel !== channel) return;
    const first = items.find((m) => !far && m.ts > lastRead && m.user !== store.me.id && !m.ephemeral);
    this.newFrom = first?.ts;
    const end = first ? items.indexOf(first) - 10 : items.length;
    this.from = Math.max(0, Math.min(items.length - STEP, end));
    this.to = Math.min(items.length, this.from + WINDOW);
    this.lastTop = 0;
    this.held = null;
    this.follow(this.newFrom ?? items.at(-1)?.ts);
  }

  /** Read again what may have been missed, as after a lost connection, and go on where one reads. */
  async renew() {
    const { channel, stuck } = this;
    const first = this.items[this.from]?.ts;
    const last = this.items.at(-1)?.ts ?? "";
    await reread(channel, first);
    if (this.channel !== channel) return;
    const at = this.items.findIndex((m) => first && m.ts >= first);
    this.from = Math.max(0, at >= 0 ? at : this.items.length - STEP);
    this.to = Math.min(this.items.length, this.from + WINDOW);
    const news = this.items.some((m) => m.ts > last);
    if (stuck) return void this.toEnd();
    this.draw();
    this.latest.hidden = !news && this.latest.hidden;
  }

  /** From a message on, its end in sight; where that does not fit into the window, its beginning, until one scrolls. */
  follow(ts) {
    this.lead = ts;
    this.stuck = true;
    this.draw();
    this.settle();
  }

  /** Draw the window anew, keeping what is unchanged and the place one reads at. */
  draw() {
    const box = store.messages.get(this.channel);
    if (!box?.loaded) return;
    this.to = Math.min(this.to ?? 0, box.items.length);
    const hold = this.hold();
    const done = [];
    reconcile(this.list, this.nodes(box, done));
    const last = this.list.querySelectorAll(".message");
    if (last.length && !this.list.querySelector('.message[tabindex="0"]')) last[last.length - 1].tabIndex = 0;
    for (const restore of done) restore();
    this.restore(hold);
  }

  /** What the window holds, top to bottom; `done` takes what is to be called once it stands. */
  nodes(box, done) {
    const nodes = [];
    if (this.from === 0 && !box.more)
      nodes.push(this.keep("intro", this.channel, () => this.intro(store.channels.get(this.channel))));
    let before = this.from ? box.items[this.from - 1] : null;
    for (const message of box.items.slice(this.from, this.to)) {
      const lines = this.lines(message, before);
      const compact = !lines.length && follows(message, before);
      const old = this.cache.get(message.ts)?.node;
      const node = this.keep(
        message.ts,
        message,
        () => drawMessage(this.channel, message, { compact }),
        compact,
      );
      if (old && old !== node) done.push(refocus(old, node));
      nodes.push(...lines, node);
      before = message;
    }
    return nodes;
  }

  /** The day and the "New" line over a message, where they are due. */
  lines(message, before) {
    const at = ms(message.ts);
    const day = isoDay(at, zone());
    const line = (className) => (text) =>
      h("div", { class: className, role: "listitem" }, h("span", {}, text));
    const fresh = message.ts === this.newFrom;
    const lines = [];
    if (!before || isoDay(ms(before.ts), zone()) !== day)
      lines.push(this.keep(`day ${day}`, dayName(at, now(), zone()), line(`day${fresh ? " first-new" : ""}`), fresh));
    if (fresh) lines.push(this.keep("new", "New", line("new-line")));
    return lines;
  }

  /** A node made before from the same value, or a new one. */
  keep(key, value, make, variant) {
    const known = this.cache.get(key);
    if (known && known.value === value && known.variant === variant) return known.node;
    const node = make(value);
    this.cache.set(key, { value, variant, node });
    return node;
  }

  /** The first message in sight and where it stands: what reading goes on from after a redraw. */
  hold() {
    if (this.stuck) return null;
    const top = this.node.getBoundingClientRect().top;
    const first = [...this.list.querySelectorAll(".message")].find(
      (child) => child.getBoundingClientRect().bottom > top,
    );
    return first ? { ts: first.dataset.ts, top: first.getBoundingClientRect().top } : null;
  }

  restore(hold) {
    if (this.stuck) this.scrollTo(this.node.scrollHeight);
    const same = hold && this.cache.get(hold.ts)?.node;
    if (same?.isConnected) this.scrollTo(this.node.scrollTop + same.getBoundingClientRect().top - hold.top);
  }

  scrollTo(top) {
    this.node.scrollTop = top;
    this.placed = this.node.scrollTop;
  }

  /** Pictures that load late must not push out of sight what one reads. */
  settle() {
    const lead = this.lead && this.cache?.get(this.lead)?.node;
    if (!lead?.isConnected) return void this.restore(this.held);
    let first = lead;
    while (first.previousElementSibling?.matches(".day, .new-line")) first = first.previousElementSibling;
    const top = first.getBoundingClientRect().top - this.node.getBoundingClientRect().top - AIR;
    const { clientHeight, scrollHeight, scrollTop } = this.node;
    this.stuck = this.to >= this.items.length && scrollHeight - scrollTop - top <= clientHeight;
    this.scrollTo(this.stuck ? scrollHeight : scrollTop + top);
    this.held = this.hold();
    return undefined;
  }

  async onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    const rest = scrollHeight - scrollTop - clientHeight;
    const atEnd = this.to >= this.items.length;
    if (Math.abs(scrollTop - this.placed) > 1) this.lead = null;
    // Growing content (a picture that loads) also fires scroll events; only going up lets go of the end.
    this.stuck = atEnd && (rest < 24 || (this.stuck && scrollTop >= this.lastTop));
    this.lastTop = scrollTop;
    this.held = this.hold();
    if (this.stuck) this.latest.hidden = true;
    if (scrollTop < NEAR) await this.up();
    else if (rest < NEAR && !atEnd) {
      this.to = Math.min(this.items.length, this.to + STEP);
      this.from = Math.max(0, this.to - WINDOW, this.from);
      this.draw();
    }
  }

  async up() {
    if (this.busy) return;
    this.busy = true;
    const { channel } = this;
    if (this.from < STEP) {
      const came = await older(channel).catch(() => 0);
      if (this.channel !== channel) {
        this.busy = false;
        return;
      }
      this.from += came;
      this.to += came;
    }
    const from = Math.max(0, this.from - STEP);
    if (from !== this.from) {
      this.from = from;
      this.to = Math.min(this.to, from + WINDOW);
      for (const key of this.cache.keys())
        if (/^\d/.test(key) && this.items[this.to] && key >= this.items[this.to].ts) this.cache.delete(key);
      this.draw();
    } else if (from === 0) this.draw();
    this.busy = false;
    // Whoever scrolls faster than pages arrive stands at the top, where no further scroll event comes.
    if (this.from && this.node.scrollTop < NEAR) requestAnimationFrame(() => this.up());
  }

  toEnd() {
    this.to = this.items.length;
    this.from = Math.max(0, this.to - STEP);
    this.latest.hidden = true;
    this.follow(null);
  }

  onMessage({ channel, message, added }) {
    if (channel !== this.channel || !this.cache) return;
    const wasEnd = this.to >= this.items.length - 1;
    if (added && wasEnd) this.to = this.items.length;
    // What one says oneself, and what is said to oneself alone, is not to be missed.
    if (added && (message.user === store.me.id || message.ephemeral)) {
      this.stuck = true;
      this.to = this.items.length;
      this.from = Math.max(this.from, this.to - WINDOW);
    }
    if (this.stuck) this.from = Math.max(this.from, this.to - WINDOW);
    const following = added && this.stuck;
    if (following) this.follow(message.ts);
    else this.draw();
    if (!added) return;
    if (!following) this.latest.hidden = false;
    if (message.user !== store.me.id) announce(`${author(message)}: ${(message.text ?? "").slice(0, 300)}`);
  }
}

/** Say something to those who listen to the page. */
export function announce(text) {
  const log = document.getElementById("announce");
  log.append(h("p", {}, text));
  while (log.children.length > 5) log.firstChild.remove();
}

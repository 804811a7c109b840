// Owns: who and what an id stands for, as the acting person sees it, and avatars made of initials.
import { h } from "./dom.js";
import { hue, initials } from "./format.js";
import { store } from "./store.js";

/** Who speaks for Slack itself. */
export const SLACKBOT = "USLACKBOT";

export const user = (id) => store.users.get(id);
export const channel = (id) => store.channels.get(id);

export function userName(id) {
  const found = user(id);
  if (found) return found.real_name || found.name || id;
  return id && id === store.app?.bot_user ? store.app.name : id || "Someone";
}

export function handle(id) {
  const found = user(id);
  return found?.is_bot ? userName(id) : found?.real_name || found?.name || id;
}

/** A conversation's name without its sign: of a DM, the other person's. */
export function channelName(item) {
  if (!item) return "";
  if (item.kind === "app") return store.app?.name ?? "App";
  if (item.kind === "im") return userName(item.with ?? otherMember(item));
  return item.name;
}

export function otherMember(item) {
  return (item.members ?? []).find((id) => id !== store.me?.id) ?? store.me?.id;
}

export const isApp = (id) => Boolean(id) && (id === store.app?.bot_user || id === store.app?.id);

/** A square with a person's initials, or the app's flame; decoration, since the name stands beside it. */
export function avatar(id, size = 36, name = "") {
  const classes = `avatar avatar-${size}`;
  if (isApp(id) || user(id)?.is_bot) {
    return h("span", { class: `${classes} avatar-app`, "aria-hidden": "true" });
  }
  return h("span", {
    class: `${classes} hue-${hue(id)}`,
    "aria-hidden": "true",
    data: { initials: initials(name || userName(id)) },
  });
}

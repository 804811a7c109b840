// Owns: names in the box one writes in: shown as "@Jane Doe", sent as ids, and back again for editing.
import { decode } from "./mrkdwn.js";
import { channelName, handle } from "./names.js";
import { store } from "./store.js";

/** What was typed, with the names that were picked as ids; the server escapes the rest as Slack does. */
export function encode(text, mentions) {
  let out = text;
  for (const [shown, token] of [...mentions].sort((a, b) => b[0].length - a[0].length))
    out = out.replaceAll(shown, token);
  return out;
}

/** The other way, for editing; fills `mentions`. */
export function decodeForEdit(text, mentions) {
  const shown = text.replace(
    /<([@#])([A-Z0-9]+)(?:\|([^>]*))?>|<(https?:[^|>]+)(?:\|[^>]*)?>/g,
    (whole, sign, id, label, url) => {
      if (url) return url;
      const name = sign + (sign === "@" ? handle(id) : label || channelName(store.channels.get(id)));
      mentions.set(name, whole);
      return name;
    },
  );
  return decode(shown);
}

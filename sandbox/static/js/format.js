// Owns: how instants, sizes and names are written. Every time is shown in the acting person's zone.

const cache = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!cache.has(key))
    cache.set(key, new Intl.DateTimeFormat("en-US", { timeZone: zone || "UTC", ...options }));
  return cache.get(key);
}

/** Parts of an instant (ms) in a zone: `{year, month, day, hour, minute, second}` as numbers. */
export function parts(ms, zone) {
  const options = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  };
  const found = {};
  for (const { type, value } of formatter(zone, options).formatToParts(ms)) found[type] = Number(value);
  return found;
}

const two = (n) => String(n).padStart(2, "0");

/** YYYY-MM-DD of an instant in a zone. */
export function isoDay(ms, zone) {
  const p = parts(ms, zone);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
}

/** HH:MM (24 hours) of an instant in a zone. */
export function isoTime(ms, zone) {
  const p = parts(ms, zone);
  return `${two(p.hour)}:${two(p.minute)}`;
}

/** The instant (ms) at which a zone's wall shows this day and time; in a gap, the moment after it. */
export function instant(day, time, zone) {
  const [year, month, date] = day.split("-").map(Number);
  const [hour, minute] = time.split(":").map(Number);
  const wanted = Date.UTC(year, month - 1, date, hour, minute);
  let guess = wanted;
  for (let round = 0; round < 3; round += 1) {
    const p = parts(guess, zone);
    guess += wanted - Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute);
  }
  return guess;
}

/** Add days to a YYYY-MM-DD. */
export function addDays(day, count) {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

export const ms = (ts) => Math.round(Number(ts) * 1000);
export const time = (at, zone) => formatter(zone, { hour: "numeric", minute: "2-digit" }).format(at);
export const full = (at, zone) =>
  `${formatter(zone, { weekday: "long", month: "long", day: "numeric", year: "numeric" }).format(at)} at ${formatter(zone, { hour: "numeric", minute: "2-digit", second: "2-digit" }).format(at)}`;
export const weekdayTime = (at, zone) =>
  formatter(zone, {
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);

/** 1st, 2nd, 3rd, 4th … */
export function ordinal(n) {
  const tail = n % 100 >= 11 && n % 100 <= 13 ? "th" : ({ 1: "st", 2: "nd", 3: "rd" }[n % 10] ?? "th");
  return `${n}${tail}`;
}

/** "Today", "Yesterday", "Friday, September 29th" or, in another year, "September 29th, 2017". */
export function dayName(at, now, zone) {
  const day = isoDay(at, zone);
  const today = isoDay(now, zone);
  if (day === today) return "Today";
  if (day === addDays(today, -1)) return "Yesterday";
  const p = parts(at, zone);
  const month = formatter(zone, { month: "long" }).format(at);
  if (p.year !== parts(now, zone).year) return `${month} ${ordinal(p.day)}, ${p.year}`;
  return `${formatter(zone, { weekday: "long" }).format(at)}, ${month} ${ordinal(p.day)}`;
}

/** "3 minutes ago", for the last reply of a thread. */
export function ago(at, now) {
  const minutes = Math.max(0, Math.round((now - at) / 60000));
  const say = (n, unit) => `${n} ${unit}${n === 1 ? "" : "s"} ago`;
  if (minutes < 1) return "just now";
  if (minutes < 60) return say(minutes, "minute");
  if (minutes < 60 * 24) return say(Math.round(minutes / 60), "hour");
  return say(Math.round(minutes / 60 / 24), "day");
}

/** A calendar day written as Slack does: "April 28th, 2026". */
export function longDay(day) {
  const at = Date.parse(`${day}T12:00:00Z`);
  return `${formatter("UTC", { month: "long" }).format(at)} ${ordinal(parts(at, "UTC").day)}, ${day.slice(0, 4)}`;
}

/** "9:30 AM" of "09:30". */
export function clockTime(hhmm) {
  return time(Date.parse(`2000-01-01T${hhmm}:00Z`), "UTC");
}

export function bytes(size) {
  if (size < 1024) return `${size} bytes`;
  if (size < 1024 * 1024) return `${Math.round(size / 1024)} kB`;
  return `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** Up to two initials of a name; signs and emoji are passed over. */
export function initials(name) {
  const firsts = String(name ?? "").match(/(?<![\p{L}\p{N}'’])[\p{L}\p{N}]/gu) ?? ["?"];
  return (firsts[0] + (firsts.length > 1 ? firsts.at(-1) : "")).toUpperCase();
}

/** One of twelve avatar hues, the same for an id each time. */
export function hue(id) {
  let mixed = 2166136261;
  for (const letter of String(id)) mixed = Math.imul(mixed ^ letter.codePointAt(0), 16777619);
  return ((mixed >>> 16) ^ (mixed & 0xffff)) % 12;
}

/** Slack's `<!date^…>` tokens: fills `{date_short}` and the like, or gives null when a token is unknown. */
export function slackDate(seconds, template, zone, now) {
  const at = seconds * 1000;
  const f = (options) => formatter(zone, options).format(at);
  const day = parts(at, zone).day;
  const long = () =>
    `${f({ weekday: "long" })}, ${f({ month: "long" })} ${ordinal(day)}, ${f({ year: "numeric" })}`;
  const plain = {
    date_num: () => isoDay(at, zone),
    date: () => `${f({ month: "long" })} ${ordinal(day)}, ${f({ year: "numeric" })}`,
    date_slash: () => f({ month: "2-digit", day: "2-digit", year: "numeric" }),
    date_short: () => f({ month: "short", day: "numeric", year: "numeric" }),
    date_long: long,
    date_long_full: long,
    day_divider_pretty: () => dayName(at, now, zone),
    time: () => time(at, zone),
    time_secs: () => f({ hour: "numeric", minute: "2-digit", second: "2-digit" }),
    ago: () => ago(at, now),
  };
  let known = true;
  const text = template.replace(/\{(\w+?)(_pretty)?\}/g, (whole, name, pretty) => {
    const key = plain[name + (pretty ?? "")] ? name + (pretty ?? "") : name;
    if (!plain[key]) {
      known = false;
      return whole;
    }
    const near = dayName(at, now, zone);
    const isNear = near === "Today" || near === "Yesterday";
    return pretty && key === name && isNear ? near.toLowerCase() : plain[key]();
  });
  return known ? text : null;
}

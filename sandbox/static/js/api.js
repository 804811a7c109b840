// Owns: the calls of docs/sandbox-protocol.md, one function each. Knows no element and keeps no state but who acts.

let actor = "";

/** From now on calls are made as this person. */
export function actAs(id) {
  actor = id;
}

/** The server's own sentence about what was asked. */
export class ApiError extends Error {}

async function answer(response) {
  const body = await response.json().catch(() => ({ ok: false, error: `http_${response.status}` }));
  if (!response.ok && body.ok !== false) throw new ApiError(body.error ?? `http_${response.status}`);
  return body;
}

async function get(path, query = {}) {
  const known = Object.entries({ as: actor, ...query }).filter(
    ([, v]) => v !== undefined && v !== "" && v !== null,
  );
  const body = await answer(await fetch(`/sandbox/${path}?${new URLSearchParams(known)}`));
  if (body.ok === false) throw new ApiError(body.error);
  return body;
}

async function post(path, body) {
  const headers = { "content-type": "application/json" };
  return answer(
    await fetch(`/sandbox/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ as: actor, ...body }),
    }),
  );
}

export const state = () => get("state");
export const messages = (channel, before, limit = 50) => get("messages", { channel, before, limit });
export const thread = (channel, ts) => get("thread", { channel, ts });
export const home = () => get("home");
export const views = () => get("views");
export const journal = (after = 0, limit = 500) => get("journal", { after, limit });

export const say = (channel, text, extra = {}) => post("say", { channel, text, ...extra });
export const edit = (channel, ts, text) => post("edit", { channel, ts, text });
export const remove = (channel, ts) => post("delete", { channel, ts });
export const command = (channel, name, text) => post("command", { channel, command: name, text });
export const shortcut = (callback_id, where = {}) => post("shortcut", { callback_id, ...where });
export const react = (channel, ts, name, on) => post("react", { channel, ts, name, on });
export const action = (container, act, entered) => post("action", { container, action: act, state: entered });
export const options = (container, block_id, action_id, value) =>
  post("options", { container, block_id, action_id, value });
export const submit = (view_id, entered) => post("submit", { view_id, state: entered });
export const close = (view_id, all = false) => post("close", { view_id, ...(all ? { all } : {}) });
export const open = (where) => post("open", where);
export const clock = (step) => post("clock", step);
export const join = (channel, user) => post("join", { channel, user });
export const fault = (kind, on, parameters = {}) => post("fault", { kind, on, ...parameters });

/** Upload one file; the answer's id is then named in `say` or in a file input's value. */
export async function upload(file) {
  const body = new FormData();
  body.append("as", actor);
  body.append("file", file, file.name);
  return answer(await fetch("/sandbox/upload", { method: "POST", body }));
}

/** The WebSocket of this person's events. */
export function stream() {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return new WebSocket(`${scheme}://${location.host}/sandbox/stream?as=${encodeURIComponent(actor)}`);
}

// Owns: the switches that make the workspace misbehave on purpose.
import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { openPane, paneHead } from "./pane.js";
import { userName } from "./names.js";
import { on, store, take, tell } from "./store.js";

const body = h("div", { class: "pane-body faults" });

/** A field for one parameter of a fault. */
function parameter(fault, one, values) {
  const value = values[one.name] ?? fault[one.name] ?? one.value ?? "";
  const keep = (event) => { values[one.name] = one.type === "number" && event.target.value !== "" ? Number(event.target.value) : event.target.value; };
  if (value !== "") values[one.name] = value;
  const choices = { user: [...store.users.values()].filter((u) => !u.is_bot).map((u) => [u.id, userName(u.id)]), channel: [...store.channels.values()].filter((c) => c.name).map((c) => [c.id, `#${c.name}`]) }[one.type];
  const field = choices
    ? h("select", { class: "field-input", on: { change: keep } }, h("option", { value: "" }, "Choose…"), choices.map(([id, text]) => h("option", { value: id, selected: id === value }, text)))
    : h("input", { class: "field-input", type: one.type === "number" ? "number" : "text", step: "any", value, on: { input: keep } });
  return h("label", { class: "fault-parameter small" }, one.label ?? one.name, field);
}

function row(fault) {
  const values = {};
  const fields = (fault.parameters ?? []).map((one) => parameter(fault, one, values));
  const flip = async (event) => {
    const answer = await api.fault(fault.kind, event.target.checked, values);
    if (answer.ok === false) { tell("toast", { text: `That switch did not turn: ${answer.error}.`, tone: "bad" }); draw(); }
    else take({ type: "faults", faults: answer.faults ?? [] });
  };
  return h("li", { class: "fault" },
    h("label", { class: "switch-row" }, h("span", { class: "grow" }, h("b", {}, fault.title ?? fault.kind.replaceAll("_", " ")), fault.hint ? h("span", { class: "small" }, fault.hint) : null),
      h("input", { type: "checkbox", class: "switch", role: "switch", checked: fault.on, data: { fault: fault.kind }, on: { change: flip } })),
    fields.length ? h("div", { class: "fault-fields" }, fields) : null);
}

function draw() {
  const focused = document.activeElement?.dataset?.fault;
  replace(body, h("p", { class: "small" }, "Each switch makes this workspace fail the way Slack sometimes does. The app is not told."), h("ul", {}, store.faults.map(row)));
  if (focused) body.querySelector(`[data-fault="${CSS.escape(focused)}"]`)?.focus();
}

export function openFaults() {
  draw();
  openPane({ kind: "faults", node: h("section", { class: "pane", "aria-label": "Faults" }, paneHead("Faults", "What can go wrong, on purpose"), body), toggle: true });
}

on("faults", () => { if (body.isConnected) draw(); });

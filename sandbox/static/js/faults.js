// Owns: the switches that make the workspace misbehave on purpose.
import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { openPane, paneHead } from "./pane.js";
import { userName } from "./names.js";
import { on, store, take, tell } from "./store.js";

const body = h("div", { class: "pane-body faults" });

/** A field for one parameter of a fault, with what is in force or the default. */
function parameter({ name, label, type, value: standard }, fault, values) {
  const value = fault.active?.[0]?.[name] ?? standard ?? "";
  const number = type === "number";
  values[name] = value;
  const keep = (event) => {
    values[name] = number ? Number(event.target.value) : event.target.value;
  };
  const choices = {
    user: [...store.users.values()].filter((u) => !u.is_bot).map((u) => [u.id, userName(u.id)]),
    channel: [...store.channels.values()].filter((c) => c.name).map((c) => [c.id, `#${c.name}`]),
  }[type];
  const field = choices
    ? h(
        "select",
        { class: "field-input", on: { change: keep } },
        h("option", { value: "" }, "Choose…"),
        choices.map(([id, text]) => h("option", { value: id, selected: id === value }, text)),
      )
    : h("input", {
        class: "field-input",
        type: number ? "number" : "text",
        step: "any",
        value,
        on: { input: keep },
      });
  return h("label", { class: "fault-parameter small" }, label ?? name, field);
}

function row(fault) {
  const values = {};
  const fields = (fault.parameters ?? []).map((one) => parameter(one, fault, values));
  const flip = async (event) => {
    const answer = await api.fault(fault.kind, event.target.checked, values);
    if (answer.ok === false) {
      tell("toast", { text: `That switch did not turn: ${answer.error}.`, tone: "danger" });
      draw();
    } else take({ type: "faults", faults: answer.faults ?? [] });
  };
  if (fault.once) {
    const strike = h(
      "button",
      { class: "btn", type: "button", on: { click: () => flip({ target: { checked: true } }) } },
      fault.title,
    );
    return h(
      "li",
      { class: "fault" },
      strike,
      fields.length ? h("div", { class: "fault-fields" }, fields) : null,
    );
  }
  return h(
    "li",
    { class: "fault" },
    h(
      "label",
      { class: "switch-row" },
      h(
        "span",
        { class: "grow" },
        h("b", {}, fault.title ?? fault.kind.replaceAll("_", " ")),
        fault.hint ? h("span", { class: "small" }, fault.hint) : null,
      ),
      h("input", {
        type: "checkbox",
        class: "switch",
        role: "switch",
        checked: fault.on,
        data: { fault: fault.kind },
        on: { change: flip },
      }),
    ),
    fields.length ? h("div", { class: "fault-fields" }, fields) : null,
  );
}

function draw() {
  const focused = document.activeElement?.dataset?.fault;
  replace(
    body,
    h(
      "p",
      { class: "small" },
      "Each switch makes this workspace fail the way Slack sometimes does. The app is not told.",
    ),
    h("ul", {}, store.faults.map(row)),
  );
  if (focused) body.querySelector(`[data-fault="${CSS.escape(focused)}"]`)?.focus();
}

export function openFaults() {
  draw();
  openPane({
    kind: "faults",
    node: h(
      "section",
      { class: "pane", "aria-label": "Faults" },
      paneHead("Faults", "What can go wrong, on purpose"),
      body,
    ),
    toggle: true,
  });
}

on("faults", () => {
  if (body.isConnected) draw();
});

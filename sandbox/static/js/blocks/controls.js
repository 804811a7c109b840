// Owns: interactive elements that are pressed or ticked (buttons, overflow, checkboxes, radio buttons), the blocks that
// hold controls (actions, input, context_actions), and which module makes which element.
import { h, uid } from "../dom.js";
import { icon } from "../icons.js";
import { openMenu } from "../menu.js";
import { plain, textObject } from "../mrkdwn.js";
import { store } from "../store.js";
import { fileInput, textInput } from "./fields.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { richInput } from "./richinput.js";
import { select } from "./selects.js";
import { Wire } from "./wire.js";

function button(wire) {
  const { element, block, surface } = wire;
  const style = { primary: " btn-primary", danger: " btn-danger" }[element.style] ?? "";
  const attributes = {
    class: `btn${style}`,
    "aria-label": element.accessibility_label,
    data: { action: element.action_id ?? "" },
  };
  const press = (event) =>
    surface.act(
      block,
      element,
      element.value === undefined ? {} : { value: element.value },
      event.currentTarget,
    );
  if (element.url && /^https?:/i.test(element.url)) {
    return h(
      "a",
      {
        ...attributes,
        href: element.url,
        target: "_blank",
        rel: "noopener noreferrer",
        on: { click: press },
      },
      plain(element.text.text),
    );
  }
  return h(
    "button",
    { ...attributes, type: "button", on: { click: press } },
    plain(element.text.text, element.text.emoji !== false),
  );
}

function overflow(wire) {
  const { element } = wire;
  const node = h(
    "button",
    {
      class: "btn btn-overflow",
      type: "button",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": element.accessibility_label ?? "More options",
      data: { action: element.action_id ?? "" },
    },
    icon("dots"),
  );
  const choose = (option) => () => {
    if (option.url && /^https?:/i.test(option.url)) window.open(option.url, "_blank", "noopener");
    return wire.surface.act(wire.block, element, { selected_option: option }, node);
  };
  node.addEventListener("click", () =>
    openMenu(
      node,
      element.options.map((option) => ({
        text: plain(option.text.text),
        note: option.description?.text,
        run: choose(option),
      })),
      { label: "More options", align: "end" },
    ),
  );
  return node;
}

function tick(wire, kind) {
  const { element } = wire;
  const many = kind === "checkbox";
  const value = wire.begin(
    many
      ? { selected_options: element.initial_options ?? [] }
      : { selected_option: element.initial_option ?? null },
  );
  const picked = new Set(many ? value.selected_options.map((o) => o.value) : [value.selected_option?.value]);
  const name = uid("choice");
  const group = h("div", { class: "choices", role: many ? "group" : "radiogroup", ...wire.aria() });
  const collect = () => element.options.filter((_, at) => group.querySelectorAll("input")[at].checked);
  const changed = () =>
    wire.change(many ? { selected_options: collect() } : { selected_option: collect()[0] ?? null }, group);
  for (const option of element.options) {
    const id = uid("choice");
    group.append(
      h(
        "div",
        { class: "choice" },
        h("input", {
          type: kind,
          id,
          name,
          checked: picked.has(option.value),
          "aria-describedby": option.description ? `${id}-about` : null,
          on: { change: changed },
        }),
        h(
          "label",
          { for: id },
          h("span", { class: "text" }, textObject(option.text)),
          option.description
            ? h("span", { class: "small", id: `${id}-about` }, textObject(option.description))
            : null,
        ),
      ),
    );
  }
  return group;
}

function feedback(wire) {
  const press = (one) => (event) =>
    wire.surface.act(wire.block, wire.element, { value: one.value }, event.currentTarget);
  const thumb = (one) =>
    h(
      "button",
      {
        class: "btn btn-quiet",
        type: "button",
        "aria-label": one.accessibility_label,
        on: { click: press(one) },
      },
      plain(one.text.text),
    );
  return [thumb(wire.element.positive_button), thumb(wire.element.negative_button)];
}

function iconButton(wire) {
  const { element } = wire;
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(store.me.id)) return null;
  const press = (event) =>
    wire.surface.act(
      wire.block,
      element,
      element.value === undefined ? {} : { value: element.value },
      event.currentTarget,
    );
  return h(
    "button",
    {
      class: "btn btn-quiet",
      type: "button",
      "aria-label": element.accessibility_label ?? element.text.text,
      on: { click: press },
    },
    icon(element.icon),
    plain(element.text.text),
  );
}

const MAKE = {
  button,
  overflow,
  checkboxes: (w) => tick(w, "checkbox"),
  radio_buttons: (w) => tick(w, "radio"),
  workflow_button: button,
  feedback_buttons: feedback,
  icon_button: iconButton,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  number_input: textInput,
  file_input: fileInput,
  rich_text_input: richInput,
};

function make(wire) {
  if (/_select$/.test(wire.element.type)) return select(wire);
  return (
    MAKE[wire.element.type]?.(wire) ??
    h("span", { class: "unknown" }, `“${wire.element.type}” is not drawn here yet.`)
  );
}

/** One interactive element of a block that is not an input. */
export function control(block, element, surface, label) {
  return make(new Wire(block, element, surface, label));
}

export function actions(block, surface) {
  return h(
    "div",
    { class: "actions", role: "group" },
    block.elements.map((element) => control(block, element, surface)),
  );
}

export function contextActions(block, surface) {
  return h(
    "div",
    { class: "actions quiet" },
    block.elements.map((element) => control(block, element, surface)),
  );
}

const LABELLED = /^(?:plain_text_input|email_text_input|url_text_input|number_input)$/;

export function input(block, surface) {
  const wire = new Wire(block, block.element, surface);
  const node = h("div", { class: "input" });
  const help = h(
    "div",
    { class: "help", id: wire.ids.help },
    block.hint ? h("span", { class: "small" }, plain(block.hint.text)) : null,
  );
  const problem = h("p", { class: "problem", role: "alert" });
  const name = [
    plain(block.label.text),
    block.optional ? h("span", { class: "optional" }, " (optional)") : null,
  ];
  const label = h(
    LABELLED.test(block.element.type) ? "label" : "div",
    { class: "label", id: wire.ids.label, for: LABELLED.test(block.element.type) ? wire.ids.control : null },
    name,
  );
  const say = (text) => {
    problem.replaceChildren(...(text ? [icon("warn", 16), text] : []));
    node.classList.toggle("wrong", Boolean(text));
    const target = node.querySelector(`#${wire.ids.control}`);
    if (text) target?.setAttribute("aria-invalid", "true");
    else target?.removeAttribute("aria-invalid");
  };
  wire.onEdit = () => {
    delete surface.errors[block.block_id];
    say("");
  };
  node.append(label, make(wire), help);
  help.prepend(problem);
  node.sayProblem = say;
  say(surface.errors[block.block_id]);
  return node;
}

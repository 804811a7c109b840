// Owns: what a set of blocks stands in (a message, a modal, Home): the values chosen so far, in Slack's
// state shape, and the one way to send an action.
import * as api from "../api.js";
import { confirmDialog } from "../dialog.js";
import { tell } from "../store.js";

/** The values of one message or view: block_id -> action_id -> `{type, value | selected_…}`. */
export class Form {
  constructor() {
    this.values = {};
  }

  /** The value of a control; `initial` is taken when nothing was chosen yet, or when the control is of another type now. */
  start(blockId, actionId, initial) {
    const known = this.values[blockId]?.[actionId];
    if (known?.type === initial.type) return known;
    this.set(blockId, actionId, initial);
    return initial;
  }

  set(blockId, actionId, value) {
    this.values[blockId] = { ...this.values[blockId], [actionId]: value };
  }

  /** Only what the blocks on show contain: what an update took away is forgotten. */
  state(blocks) {
    const shown = new Set((blocks ?? []).flatMap(withInner).map((block) => block.block_id));
    return { values: Object.fromEntries(Object.entries(this.values).filter(([id]) => shown.has(id))) };
  }
}

const withInner = (block) => [block, ...(block.child_blocks ?? [])];

/** @typedef {"message"|"modal"|"home"} Kind */

export class Surface {
  /**
   * @param {Kind} kind
   * @param {object} container as /sandbox/action wants it
   * @param {() => object[]} blocks the blocks on show, for the state that goes with an action
   * @param {Form} [form]
   */
  constructor(kind, container, blocks, form = new Form()) {
    this.kind = kind;
    this.container = container;
    this.blocks = blocks;
    this.form = form;
    this.errors = {};
  }

  /**
   * Send an action after its confirm dialog. Answers false when the person thought better of it.
   * @param {object} block @param {object} element @param {object} chosen value or selected_…
   * @param {HTMLElement} [control] shown as busy meanwhile
   */
  async act(block, element, chosen, control) {
    if (element.confirm && !(await confirmDialog(element.confirm, control))) return false;
    control?.setAttribute("aria-busy", "true");
    const sent = { block_id: block.block_id, action_id: element.action_id, type: element.type, ...chosen };
    try {
      const answer = await api.action(this.container, sent, this.form.state(this.blocks()));
      if (answer.ok === false) tell("toast", { text: sentence(answer.error), tone: "danger" });
    } finally {
      control?.removeAttribute("aria-busy");
    }
    return true;
  }
}

/** What the server says went wrong: its own sentence, or a code made readable. */
export function sentence(error) {
  const text = String(error ?? "unknown_error");
  if (text === "no_connection") return "The sandbox cannot be reached. Try again.";
  return text.includes(" ") ? text : `That did not work: ${text.replaceAll("_", " ")}.`;
}

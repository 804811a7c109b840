// Owns: the tie between one control and its surface: its value, when it is sent, and what names it.
import { uid } from "../dom.js";

/**
 * What a control needs to know of its block and surface.
 * `begin(initial)` gives the value to show; `change(chosen)` keeps it and, where Slack would, sends it at once:
 * it answers false when a confirm dialog was declined.
 */
export class Wire {
  constructor(block, element, surface, label) {
    Object.assign(this, { block, element, surface, label });
    this.inInput = block.type === "input";
    this.ids = { label: uid("label"), help: uid("help"), control: uid("control") };
  }

  begin(initial) {
    return this.surface.form.start(this.block.block_id, this.element.action_id, {
      type: this.element.type,
      ...initial,
    });
  }

  keep(chosen) {
    this.surface.form.set(this.block.block_id, this.element.action_id, {
      type: this.element.type,
      ...chosen,
    });
    this.onEdit?.();
  }

  async change(chosen, node) {
    const { form } = this.surface;
    const before = form.values[this.block.block_id]?.[this.element.action_id];
    this.keep(chosen);
    if (this.inInput && !this.block.dispatch_action) return true;
    const done = await this.surface.act(this.block, this.element, chosen, node);
    if (!done) form.set(this.block.block_id, this.element.action_id, before);
    return done;
  }

  /** Attributes that name and describe the control. */
  aria(selfNamed = false) {
    if (!this.inInput)
      return {
        id: this.ids.control,
        "aria-label":
          this.element.accessibility_label ?? this.label ?? this.element.placeholder?.text ?? null,
      };
    return {
      id: this.ids.control,
      "aria-labelledby": selfNamed ? `${this.ids.label} ${this.ids.control}` : this.ids.label,
      "aria-describedby": this.ids.help,
      "aria-required":
        this.block.optional || this.element.type === "radio_buttons" || selfNamed ? null : "true",
    };
  }
}

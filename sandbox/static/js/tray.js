// Owns: the files that wait to be sent with a message: picking, pasting, uploading, and the tray that shows them.
// Dropping is in drop.js.
import * as api from "./api.js";
import { h, replace } from "./dom.js";
import { bytes } from "./format.js";
import { icon } from "./icons.js";

export class Tray {
  /** @param {{changed: () => void, failed: (text: string) => void, done: () => void}} heard who wants to know */
  constructor(heard) {
    this.heard = heard;
    this.files = [];
    this.node = h("div", { class: "tray" });
    this.pick = h("input", {
      type: "file",
      class: "sr",
      multiple: true,
      tabindex: "-1",
      "aria-hidden": "true",
      on: { change: () => void this.attach(this.pick.files) },
    });
  }

  /** Takes files that are pasted into `field`. */
  listen(field) {
    field.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      void this.attach(event.clipboardData.files);
    });
  }

  /** Shows files at once and uploads them; one that fails leaves the tray with a sentence. */
  async attach(list) {
    const fresh = [...list].map((file) => ({ name: file.name, size: file.size, bytes: file }));
    this.pick.value = "";
    for (const file of fresh) file.upload = this.upload(file);
    this.put([...this.files, ...fresh]);
    this.heard.done();
    await Promise.all(fresh.map((file) => file.upload));
  }

  async upload(file) {
    const answer = await api.upload(file.bytes).catch(() => ({ ok: false }));
    file.id = answer.id;
    file.bytes = null;
    if (!this.files.includes(file)) return;
    this.put(this.files.filter((one) => one !== file || answer.ok !== false));
    if (answer.ok === false) this.heard.failed(`${file.name} could not be uploaded. ${answer.error ?? ""}`.trim());
  }

  /** The files, once all are up. */
  async ready() {
    await Promise.all(this.files.map((file) => file.upload));
    return this.files;
  }

  put(files) {
    this.files = files;
    replace(
      this.node,
      files.map((file) => this.entry(file)),
    );
    this.heard.changed();
  }

  entry(file) {
    const drop = h(
      "button",
      {
        class: "icon-btn",
        type: "button",
        "aria-label": `Remove ${file.name}`,
        on: { click: () => this.put(this.files.filter((one) => one !== file)) },
      },
      icon("close", 14),
    );
    return h(
      "span",
      { class: `tray-file${file.id ? "" : " going-up"}` },
      icon("file"),
      h("span", { class: "clip" }, file.name),
      h("span", { class: "small" }, file.id ? bytes(file.size) : "Uploading…"),
      drop,
    );
  }
}

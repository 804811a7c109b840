// Owns: the files that wait to be sent with a message: picking, dropping, pasting, uploading, and the tray that shows them.
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

  /** Takes files that are dropped on `box` or pasted into `field`. */
  listen(box, field) {
    box.addEventListener("dragover", (event) => event.preventDefault());
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.attach(event.dataTransfer.files);
    });
    field.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      void this.attach(event.clipboardData.files);
    });
  }

  async attach(list) {
    for (const file of [...list]) {
      const answer = await api.upload(file);
      if (answer.ok === false) this.heard.failed(`${file.name} could not be uploaded.`);
      else this.files.push({ id: answer.id, name: file.name, size: file.size });
    }
    this.pick.value = "";
    this.put(this.files);
    this.heard.done();
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
      { class: "tray-file" },
      icon("file"),
      h("span", { class: "clip" }, file.name),
      h("span", { class: "small" }, bytes(file.size)),
      drop,
    );
  }
}

// Owns: fields one types into (text, e-mail, URL, number) and the file input.
import * as api from "../api.js";
import { h, replace } from "../dom.js";
import { bytes } from "../format.js";
import { icon } from "../icons.js";
import { tell } from "../store.js";

const NATIVE = { email_text_input: "email", url_text_input: "url" };

export function textInput(wire) {
  const { element, block } = wire;
  const begun = wire.begin({ value: element.initial_value ?? null });
  const attributes = {
    class: "field-input",
    placeholder: element.placeholder?.text,
    maxlength: element.max_length ?? 3000,
    autocomplete: "off",
    inputmode: element.type === "number_input" ? (element.is_decimal_allowed ? "decimal" : "numeric") : null,
    autofocus: element.focus_on_load,
    value: begun.value ?? "",
    ...wire.aria(),
  };
  const field = element.multiline
    ? h("textarea", { ...attributes, rows: "4" })
    : h("input", { ...attributes, type: NATIVE[element.type] ?? "text" });
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const value = () => ({ value: field.value === "" ? null : field.value });
  field.addEventListener("input", () => {
    if (block.dispatch_action && on.includes("on_character_entered")) void wire.change(value(), field);
    else wire.keep(value());
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || element.multiline) return;
    if (block.dispatch_action && on.includes("on_enter_pressed")) {
      event.preventDefault();
      event.stopPropagation();
      void wire.change(value(), field);
    }
  });
  return field;
}

export function fileInput(wire) {
  const { element } = wire;
  let files = wire.begin({ files: [] }).files;
  const most = element.max_files ?? 10;
  const native = h("input", {
    type: "file",
    class: "sr",
    multiple: most > 1,
    accept: (element.filetypes ?? []).map((t) => `.${t}`).join(",") || null,
    ...wire.aria(),
  });
  const list = h("ul", { class: "file-list" });
  const drop = h(
    "label",
    { class: "dropzone", for: wire.ids.control },
    icon("clip"),
    h("span", {}, h("b", {}, "Choose files"), " or drag them here"),
  );
  const paint = () => {
    replace(
      list,
      files.map((file) =>
        h(
          "li",
          {},
          icon("file"),
          h(
            "span",
            { class: "grow clip" },
            file.name,
            h("span", { class: "small" }, ` ${bytes(file.size ?? 0)}`),
          ),
          h(
            "button",
            {
              class: "icon-btn",
              type: "button",
              "aria-label": `Remove ${file.name}`,
              on: { click: () => put(files.filter((one) => one.id !== file.id)) },
            },
            icon("close", 16),
          ),
        ),
      ),
    );
  };
  const put = (next) => {
    files = next;
    wire.keep({ files });
    paint();
  };
  const take = async (chosen) => {
    for (const file of [...chosen].slice(0, most - files.length)) {
      drop.classList.add("busy");
      const answer = await api.upload(file).finally(() => drop.classList.remove("busy"));
      if (answer.ok === false) tell("toast", { text: `${file.name} could not be uploaded.`, tone: "danger" });
      else put([...files, { id: answer.id, name: file.name, size: file.size }]);
    }
  };
  native.addEventListener("change", () => {
    void take(native.files);
  });
  drop.addEventListener("dragover", (event) => event.preventDefault());
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    void take(event.dataTransfer.files);
  });
  paint();
  return h("div", { class: "file-input" }, native, drop, list);
}

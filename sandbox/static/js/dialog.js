// Owns: dialogs: opened as modal ones (the browser traps focus and makes the rest inert), and the confirm dialog.
import { h, uid } from "./dom.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { closePopup } from "./popup.js";

/**
 * Show a modal dialog; answers a function that closes it. Escape and a click outside call `cancel`.
 * @param {HTMLDialogElement} dialog @param {() => void} cancel
 */
export function show(dialog, cancel) {
  const before = document.activeElement;
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    cancel();
  });
  dialog.addEventListener("pointerdown", (event) => {
    if (event.target === dialog && dialog.dataset.light !== undefined) cancel();
  });
  closePopup(false);
  document.body.append(dialog);
  dialog.showModal();
  return () => {
    dialog.close();
    dialog.remove();
    if (before?.isConnected) before.focus();
  };
}

export function closeButton(run, label = "Close") {
  return h(
    "button",
    { class: "icon-btn", type: "button", "aria-label": label, on: { click: run } },
    icon("close"),
  );
}

/**
 * Ask before an action, as Block Kit's confirm object says.
 * @returns {Promise<boolean>} whether to go on
 */
export function confirmDialog(confirm, opener) {
  return new Promise((resolve) => {
    const title = uid("confirm");
    const body = uid("confirm");
    let end = () => {};
    const answer = (yes) => {
      end();
      opener?.focus();
      resolve(yes);
    };
    const yes = h(
      "button",
      {
        class: `btn btn-big ${confirm.style === "danger" ? "btn-danger" : "btn-primary"}`,
        type: "button",
        on: { click: () => answer(true) },
      },
      confirm.confirm?.text ?? "Yes",
    );
    const no = h(
      "button",
      { class: "btn btn-big", type: "button", on: { click: () => answer(false) } },
      confirm.deny?.text ?? "Cancel",
    );
    const dialog = h(
      "dialog",
      { class: "dialog confirm", "aria-labelledby": title, "aria-describedby": body },
      h(
        "div",
        { class: "dialog-head" },
        h("h2", { id: title }, confirm.title?.text ?? "Are you sure?"),
        closeButton(() => answer(false)),
      ),
      h("div", { class: "dialog-body text", id: body }, textObject(confirm.text)),
      h("div", { class: "dialog-foot" }, no, yes),
    );
    end = show(dialog, () => answer(false));
    yes.focus();
  });
}

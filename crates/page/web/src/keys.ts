// One key a decision. A page registers its keys; they are silent while somebody types.

import { h } from "./dom";
import { t } from "./words";

/** The keys of the page that is shown. */
export const pressed = new Map<string, () => void>();

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.target as HTMLElement;
  if (document.querySelector("dialog[open]")) return;
  if (target.closest("input, textarea, select, [contenteditable]")) return;
  if (event.key === "?") {
    event.preventDefault();
    helpPanel();
    return;
  }
  if (event.key === "/") {
    const search = document.querySelector<HTMLInputElement>("input[type=search]");
    if (search) {
      event.preventDefault();
      search.closest("details")?.setAttribute("open", "");
      search.focus();
    }
    return;
  }
  // A button that has the focus keeps Enter and the space bar for itself.
  if (event.key === "Enter" && target.closest("a, button, summary")) return;
  const action = pressed.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (action) {
    event.preventDefault();
    action();
  }
});

const LIST: [string, string][] = [
  ["J ↓", "keys.next"], ["K ↑", "keys.previous"], ["A", "keys.accept"], ["R", "keys.reject"], ["E", "keys.edit"], ["C", "keys.comment"],
  ["U", "keys.undo"], ["N", "keys.dispatch"], ["I", "keys.incident"], ["+", "keys.add"], ["B", "keys.blind"], ["Ctrl ⏎", "keys.save"], ["Esc", "keys.escape"], ["/", "keys.search"], ["?", "keys.help"],
];

export function helpPanel(): void {
  const panel = h("dialog", { class: "panel", "aria-labelledby": "keys-title" },
    h("h2", { id: "keys-title" }, t("keys.title")),
    h("dl", { class: "keys" }, LIST.map(([key, words]) => [h("dt", {}, key.split(" ").map((one) => h("kbd", {}, one))), h("dd", {}, t(words))]).flat()),
    h("form", { method: "dialog" }, h("button", {}, t("keys.close"))));
  panel.addEventListener("close", () => panel.remove());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  document.body.append(panel);
  panel.showModal();
}

/** Asks for a line of text; null when the reader leaves. */
export function ask(title: string, value = ""): Promise<string | null> {
  return new Promise((resolve) => {
    const field = h("textarea", { rows: 3, "aria-label": title });
    field.value = value;
    const panel = h("dialog", { class: "panel" },
      h("form", { method: "dialog" },
        h("h2", {}, title), field,
        h("p", { class: "buttons" }, h("button", { value: "save", class: "primary" }, t("edit.save")), h("button", { value: "" }, t("edit.cancel")))));
    field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) panel.close("save"); });
    panel.addEventListener("close", () => { panel.remove(); resolve(panel.returnValue === "save" ? field.value.trim() : null); });
    document.body.append(panel);
    panel.showModal();
    field.focus();
  });
}

// One line at the foot of the window that tells what was just done; screen readers speak it.

import { h } from "./dom";

const element = h("div", { class: "status", role: "status", "aria-live": "polite" });
let timer = 0;

export function say(words: string): void {
  element.textContent = words;
  element.classList.add("shown");
  clearTimeout(timer);
  timer = window.setTimeout(() => element.classList.remove("shown"), 6000);
}
say.element = element;

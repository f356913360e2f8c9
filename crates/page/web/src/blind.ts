// What waits to be coded blind: words in their sentences, nothing of any coding.

import { go } from "./address";
import { api } from "./api";
import { quotation } from "./claims";
import { h } from "./dom";
import { pressed } from "./keys";
import type { Page } from "./main";
import type { BlindItem } from "./types";
import { count, day, t } from "./words";

/** Where the words of an item are coded. */
export function blindAddress(item: BlindItem): string {
  const query = new URLSearchParams({ claim: item.claim, words: `${item.words.start}-${item.words.end}`, queue: "1", blind: "1" });
  return `/dispatches/${item.dispatch}?${query}`;
}

export async function blindPage(): Promise<Page> {
  const queue = await api.blindQueue();
  const first = queue.items[0];
  const body = h("div", { class: "queue" },
    h("header", { class: "page-head" }, h("h1", {}, t("blind.title")), h("p", { class: "standfirst" }, t("blind.intro"))),
    h("div", { class: "list-head" }, h("p", { class: "total" }, count("blind.left", queue.total)),
      first && h("a", { class: "button primary", href: blindAddress(first) }, t("queue.start"), " ", h("kbd", {}, "N"))),
    queue.items.length === 0 ? h("p", { class: "empty" }, t("blind.none")) :
    h("ol", { class: "queue-list blind-list" }, queue.items.map((item) => h("li", {},
      h("p", { class: "muted" }, [item.agency, item.published && day(item.published, true)].filter(Boolean).join(", ")),
      h("div", {},
        h("p", { class: "claim-words", lang: item.language }, h("a", { href: blindAddress(item) }, quotation({ trigger: item.words }, item.sentence.text ? item.sentence : undefined))),
        h("p", { class: "muted", lang: item.language }, item.title))))));
  return {
    title: t("blind.title"), body,
    ready: () => { if (first) for (const key of ["n", "Enter", "j"]) pressed.set(key, () => go(blindAddress(first))); },
  };
}

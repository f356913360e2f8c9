// What is left to review, in the order of what matters.

import { filterOf, go, queryOf } from "./address";
import { api } from "./api";
import { marks, parties, quotation, tolls } from "./claims";
import { h } from "./dom";
import { chips, filters, period } from "./filters";
import { pressed } from "./keys";
import type { Page } from "./main";
import { count, day, event, side, t } from "./words";

export async function queuePage(query: URLSearchParams): Promise<Page> {
  const filter = filterOf(query);
  const asked = queryOf(filter);
  const [queue, facets] = await Promise.all([api.queue(queryOf(filter, { limit: 60 })), api.facets(asked)]);
  const address = (dispatch: string, claim: string) => `/dispatches/${dispatch}${queryOf(filter, { claim, queue: 1 })}`;
  const change = (changed: Partial<typeof filter>) => go(`/review${queryOf({ ...filter, ...changed })}`);
  const first = queue.items[0];
  const body = h("div", { class: "queue" },
    h("header", { class: "page-head" }, h("h1", {}, t("queue.title")), h("p", { class: "standfirst" }, t("queue.intro"))),
    filters(filter, facets, change), period(filter, change),
    chips(filter, change),
    h("div", { class: "list-head" }, h("p", { class: "total" }, count("queue.left", queue.total)),
      first && h("a", { class: "button primary", href: address(first.dispatch, first.claim.id) }, t("queue.start"), " ", h("kbd", {}, "N"))),
    queue.items.length === 0 ? h("p", { class: "empty" }, t("queue.none")) :
    h("ol", { class: "queue-list" }, queue.items.map((view) => {
      const figures = tolls(view.claim);
      return h("li", {},
        h("p", { class: "queue-side" }, side(view.side, true)),
        h("div", {},
          h("p", { class: "claim-event" }, h("a", { href: address(view.dispatch, view.claim.id) }, event(view.claim.event)), " ", marks(view)),
          h("p", { class: "claim-parties" }, parties(view.claim)),
          h("p", { class: "claim-words" }, quotation(view.claim, queue.sentences[view.claim.id]))),
        h("div", { class: "queue-facts" }, h("p", { class: "claim-toll" }, figures.slice(0, 2).map((one) => h("span", {}, one))),
          h("p", { class: "muted" }, [view.agency, view.published && day(view.published, true)].filter(Boolean).join(", ")),
          h("p", { class: "muted" }, t("confidence", view.claim.confidence))));
    })));
  return {
    title: t("queue.title"), body,
    ready: () => { if (first) for (const key of ["n", "Enter", "j"]) pressed.set(key, () => go(address(first.dispatch, first.claim.id))); },
  };
}

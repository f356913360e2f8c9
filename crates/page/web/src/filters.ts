// The fields above the list, and what is set in them.

import { filtered, FIELDS, type Filter } from "./address";
import { h, later } from "./dom";
import type { Count, Facets } from "./types";
import { country, day, number, side, t, type } from "./words";

type Change = (changed: Partial<Filter>) => void;

/** The first and the last day, to be typed or picked. */
export function period(filter: Filter, change: Change): HTMLElement {
  const date = (field: "from" | "to") => {
    const input = h("input", { type: "date", id: `filter-${field}`, value: filter[field], onchange: () => change({ [field]: input.value }) });
    return h("label", { class: filter[field] ? "set" : null }, h("span", {}, t(`filter.${field}`)), " ", input);
  };
  return h("div", { class: "period" }, date("from"), date("to"));
}

export function filters(filter: Filter, facets: Facets, change: Change): HTMLElement {
  const search = h("input", { type: "search", id: "filter-q", value: filter.q, placeholder: t("filter.q"), "aria-label": t("filter.q"), autocomplete: "off", spellcheck: "false" });
  const searched = () => { if (search.value.trim() !== filter.q) change({ q: search.value.trim() }); };
  search.addEventListener("change", searched);
  const choice = (field: keyof Filter, counts: Count[], name: (value: string) => string) => {
    const known = counts.some((one) => one.value === filter[field]) || !filter[field];
    const select = h("select", { id: `filter-${field}`, onchange: () => change({ [field]: select.value }) },
      h("option", { value: "" }, t("filter.any")),
      !known && h("option", { value: filter[field], selected: true }, name(filter[field])),
      counts.map((one) => h("option", { value: one.value, selected: one.value === filter[field] }, `${name(one.value)} (${number(one.count)})`)));
    return h("label", { class: `field${filter[field] ? " set" : ""}` }, h("span", {}, t(`filter.${field}`)), select);
  };
  const least = h("input", { type: "number", min: 0, step: 1, inputmode: "numeric", id: "filter-toll", value: filter.toll });
  least.addEventListener("input", later(500, () => change({ toll: least.value })));
  const disputed = h("input", { type: "checkbox", id: "filter-disputed", checked: filter.disputed === "true", onchange: () => change({ disputed: disputed.checked ? "true" : "" }) });
  const wide = matchMedia("(min-width: 62rem)").matches;
  return h("form", { class: "filters", role: "search", "aria-label": t("filter"), onsubmit: (event: SubmitEvent) => { event.preventDefault(); searched(); } },
    h("div", { class: "search" }, search),
    h("details", { class: "filter-more", open: wide || FIELDS.some((field) => field !== "q" && filter[field] !== "") },
      h("summary", {}, t("filter.show")),
      h("div", { class: "fields" },
        choice("country", sorted(facets.countries, country), country),
        choice("side", facets.sides, (value) => side(value, true)),
        choice("event", facets.types, type),
        h("label", { class: `field narrow${filter.toll ? " set" : ""}` }, h("span", {}, t("filter.toll")), least),
        choice("review", facets.review, (value) => t(`review.${value}`)),
        h("label", { class: "field check" }, disputed, h("span", {}, t("filter.disputed"))))));
}

function sorted(counts: Count[], name: (value: string) => string): Count[] {
  return [...counts].sort((a, b) => name(a.value).localeCompare(name(b.value)));
}

/** What is set, in words. */
export function wordsOf(filter: Filter): [keyof Filter, string][] {
  const words: Record<keyof Filter, (value: string) => string> = {
    q: (value) => `“${value}”`,
    from: (value) => t("filter.since", day(value)),
    to: (value) => t("filter.until", day(value)),
    country,
    side: (value) => side(value, true),
    event: type,
    toll: (value) => t("filter.killed", value),
    review: (value) => t(`review.${value}`),
    disputed: () => t("filter.disputed"),
  };
  return FIELDS.filter((field) => filter[field]).map((field) => [field, words[field](filter[field])]);
}

/** What is set, each with a button that takes it away. */
export function chips(filter: Filter, change: Change): HTMLElement | null {
  if (!filtered(filter)) return null;
  const none = Object.fromEntries(FIELDS.map((field) => [field, ""])) as unknown as Filter;
  return h("p", { class: "chips" },
    wordsOf(filter).map(([field, words]) =>
      h("button", { type: "button", class: "chip", "aria-label": t("filter.remove", words), onclick: () => change({ [field]: "" }) }, words, h("span", { "aria-hidden": "true" }, "×"))),
    h("button", { type: "button", class: "clear", onclick: () => change(none) }, t("filter.clear")));
}

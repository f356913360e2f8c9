// The list of incidents, with filters, a map and a timeline.

import { filterOf, filtered, go, queryOf, type Filter } from "./address";
import { api } from "./api";
import { h } from "./dom";
import { chips, filters } from "./filters";
import { drawMap } from "./map";
import type { Page } from "./main";
import { timeline } from "./timeline";
import type { IncidentRow, Meta } from "./types";
import { count, country, day, days, event, number, side, t, toll } from "./words";

const SIZE = 30;

/** The tolls that are told first; others follow. */
const GRAVEST = ["killed", "casualties", "wounded", "missing", "captured"];

export async function incidentsPage(query: URLSearchParams, meta: Meta): Promise<Page> {
  const filter = filterOf(query);
  const page = Math.max(1, Number(query.get("page")) || 1);
  const order = query.get("order") ?? "newest";
  const asked = queryOf(filter);
  const [list, facets, points] = await Promise.all([
    api.incidents(queryOf(filter, { order: order === "newest" ? null : order, offset: (page - 1) * SIZE || null, limit: SIZE })),
    api.facets(asked),
    api.points(asked),
  ]);
  const pages = Math.max(1, Math.ceil(list.total / SIZE));
  const turn = (to: number) => `/${queryOf(filter, { order: order === "newest" ? null : order, page: to === 1 ? null : to })}`;
  const change = (changed: Partial<Filter>) => go(`/${queryOf({ ...filter, ...changed }, { order: order === "newest" ? null : order })}`);
  const time = timeline(facets.histogram, filter, change);
  const map = drawMap(points, { height: 520 });
  const orders = h("select", { id: "order", onchange: () => go(`/${queryOf(filter, { order: orders.value === "newest" ? null : orders.value })}`) },
    ["newest", "oldest", "toll", "disputed", "origins"].map((name) => h("option", { value: name, selected: name === order }, t(`order.${name}`))));

  const body = h("div", { class: "incidents" },
    h("h1", { class: "hidden" }, t("incidents.title")),
    filters(filter, facets, change),
    time.element,
    h("div", { class: "incidents-columns" },
      h("section", { class: "list", "aria-label": t("incidents.title") },
        h("div", { class: "list-head" },
          h("p", { class: "total", id: "total" }, count("incidents.count", list.total)),
          h("label", { class: "order" }, h("span", { class: "hidden" }, t("order")), orders)),
        chips(filter, change),
        list.items.length
          ? h("ol", { class: "entries" }, list.items.map(entry))
          : h("p", { class: "empty" }, t(meta.dispatches === 0 ? "incidents.empty" : "incidents.none")),
        pages > 1 && h("nav", { class: "pages", "aria-label": t("incidents.page", page, pages) },
          page > 1 && h("a", { href: turn(page - 1), rel: "prev" }, `← ${t("incidents.back")}`),
          h("span", {}, t("incidents.page", number(page), number(pages))),
          page < pages && h("a", { href: turn(page + 1), rel: "next" }, `${t("incidents.more")} →`))),
      h("aside", { class: "beside" }, map.element)),
  );
  return {
    title: filtered(filter) ? t("incidents.title") : "",
    body,
    ready: () => {
      time.ready();
      map.ready();
    },
  };
}

/** The name of its place. “the border” is none: who fought says more. */
function named(incident: IncidentRow): string | null {
  return incident.place && /^\p{Lu}/u.test(incident.place.name) ? incident.place.name : null;
}

/** The name of an incident: what happened, and where, or else between whom. */
export function headline(incident: IncidentRow): string {
  const what = event(incident);
  const place = named(incident);
  if (place) return `${what}, ${place}`;
  const sides = incident.sides.filter((one) => !one.startsWith("UNK")).slice(0, 2).map((one) => side(one, true));
  return sides.length ? `${what}, ${sides.join(" – ")}` : what;
}

/** Who is in it, above its name; nothing where the name says it. */
export function kicker(incident: IncidentRow): string {
  if (!named(incident)) return "";
  const sides = incident.sides.filter((one) => one !== "UNK").map((one) => side(one, true));
  if (sides.length) return sides.slice(0, 4).join(" · ");
  return incident.place?.country ? country(incident.place.country) : side("UNK", true);
}

function entry(incident: IncidentRow): HTMLElement {
  const when = incident.when;
  const weight = (kind: string) => (GRAVEST.includes(kind) ? GRAVEST.indexOf(kind) : GRAVEST.length);
  const tolls = incident.tolls.filter((one) => one.kind !== "destroyed").sort((a, b) => weight(a.kind) - weight(b.kind)).slice(0, 3);
  return h("li", { class: "entry", "data-id": incident.id },
    h("div", { class: "entry-day" },
      when ? (when.precision === "published"
        ? h("span", { title: t("published.only") }, days(when, true))
        : h("time", { datetime: when.from }, when.from === when.to ? day(when.from, true) : days(when, true)))
      : h("span", { class: "muted" }, t("undated"))),
    h("article", {},
      h("p", { class: "kicker" }, kicker(incident) && h("span", {}, kicker(incident)),
        incident.disputes > 0 && h("span", { class: "disputed" }, count("disputes", incident.disputes))),
      h("h2", {}, h("a", { href: `/incidents/${incident.id}` }, headline(incident))),
      h("p", { class: "standfirst" }, incident.title),
      tolls.length > 0 && h("p", { class: "entry-toll" }, tolls.map((one) => h("span", {}, toll(one)))),
      h("p", { class: "entry-facts" },
        h("span", {}, t("told.by", incident.speakers.map((one) => side(one, true)).join(", "))),
        h("span", {}, count("dispatches", incident.dispatches)),
        incident.origins < incident.dispatches && h("span", { title: t("origins.help") }, count("origins", incident.origins)),
        h("span", { class: `grade grade-${incident.grade}`, title: t(`grade.${incident.grade}.why`) }, t(`grade.${incident.grade}`)),
        incident.review !== "unreviewed" && h("span", {}, t(`review.${incident.review}`)))));
}

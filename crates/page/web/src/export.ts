// The current filter as files.

import { filterOf, filtered, go, queryOf } from "./address";
import { api } from "./api";
import { h } from "./dom";
import { chips, filters, period, wordsOf } from "./filters";
import type { Page } from "./main";
import { count, t } from "./words";

const FORMATS = [["csv", "CSV"], ["jsonl", "JSON lines"], ["geojson", "GeoJSON"]] as const;

export async function exportPage(query: URLSearchParams): Promise<Page> {
  const filter = filterOf(query);
  const asked = queryOf(filter);
  const [list, facets] = await Promise.all([api.incidents(queryOf(filter, { limit: 1 })), api.facets(asked)]);
  const change = (changed: Partial<typeof filter>) => go(`/export${queryOf({ ...filter, ...changed })}`);
  const body = h("div", { class: "export" },
    h("header", { class: "page-head" }, h("h1", {}, t("export.title")), h("p", { class: "standfirst" }, t("export.intro"))),
    filters(filter, facets, change), period(filter, change), chips(filter, change),
    h("p", { class: "total" }, count("incidents.count", list.total), h("span", { class: "muted" }, ` — ${filtered(filter) ? t("export.filter", wordsOf(filter).map(([, words]) => words).join(", ")) : t("export.all")}`)),
    h("ul", { class: "formats" }, FORMATS.map(([format, name]) => h("li", {},
      h("h2", {}, name), h("p", {}, t(`export.${format}`)),
      h("p", {}, h("a", { class: "button primary", href: `/api/export${queryOf(filter, { format })}`, download: `selon.${format}` }, t("export.get", name))),
      h("p", { class: "address" }, h("code", {}, `/api/export${queryOf(filter, { format })}`))))),
    h("p", { class: "muted" }, t("export.api"), " ", h("a", { href: "/api/openapi.json", target: "_blank", rel: "noopener" }, t("export.api.link"))));
  return { title: t("export.title"), body };
}

// Who says what about whom.

import { filterOf, go, queryOf } from "./address";
import { api } from "./api";
import { h } from "./dom";
import { chips, filters, period } from "./filters";
import type { Page } from "./main";
import type { ActorCell } from "./types";
import { number, side, t, type } from "./words";

/** So many sides stand in the table; the rest is in the list below it. */
const ROWS = 12;

export async function actorsPage(query: URLSearchParams): Promise<Page> {
  const filter = filterOf(query);
  const asked = queryOf(filter);
  const [cells, facets] = await Promise.all([api.actors(asked), api.facets(asked)]);
  const change = (changed: Partial<typeof filter>) => go(`/actors${queryOf({ ...filter, ...changed })}`);
  const sum = (of: (cell: ActorCell) => string) => {
    const sums = new Map<string, number>();
    for (const cell of cells) sums.set(of(cell), (sums.get(of(cell)) ?? 0) + cell.claims);
    return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, ROWS);
  };
  const speakers = sum((cell) => cell.speaker);
  const actors = sum((cell) => cell.actor);
  const at = (speaker: string, actor: string) => cells.filter((cell) => cell.speaker === speaker && cell.actor === actor);
  const total = (list: ActorCell[]) => list.reduce((all, cell) => all + cell.claims, 0);
  const top = Math.max(1, ...speakers.flatMap(([speaker]) => actors.map(([actor]) => total(at(speaker, actor)))));
  const list = [...cells].sort((a, b) => b.claims - a.claims || (a.speaker + a.actor < b.speaker + b.actor ? -1 : 1)).slice(0, 60);
  const place = (speaker: string, actor: string) => {
    const here = at(speaker, actor);
    const all = total(here);
    const size = Math.round(8 + 30 * Math.sqrt(all / top));
    const dot = h("span", { class: `dot${speaker === actor ? " itself" : ""}`, "aria-hidden": "true" });
    dot.style.width = dot.style.height = `${size}px`;
    const words = here.slice().sort((a, b) => b.claims - a.claims).slice(0, 6).map((cell) => `${type(cell.type)} ${cell.recipient && cell.recipient !== "–" ? `→ ${side(cell.recipient, true)} ` : ""}${cell.claims}`).join("\n");
    return all === 0 ? h("td", { class: "none" }, h("span", { "aria-hidden": "true" }, "·"))
      : h("td", { title: words }, h("a", { href: `/${queryOf({ ...filter, side: actor === "UNK" ? speaker : actor })}`, "aria-label": t("actors.cell", side(speaker), all, side(actor)) }, dot, h("span", { class: "figure", "aria-hidden": "true" }, number(all))));
  };
  const body = h("div", { class: "actors" },
    h("header", { class: "page-head" }, h("h1", {}, t("actors.title")), h("p", { class: "standfirst" }, t("actors.intro"))),
    filters(filter, facets, change), period(filter, change), chips(filter, change),
    cells.length === 0 ? h("p", { class: "empty" }, t("actors.none")) : [
      h("div", { class: "matrix", tabindex: "0", role: "region", "aria-label": t("actors.title") }, h("table", {},
        h("thead", {}, h("tr", {}, h("td", { class: "corner" }, `${t("actors.speaker")} ↓  ${t("actors.about")} →`), actors.map(([actor]) => h("th", { scope: "col" }, h("span", {}, side(actor, true)))))),
        h("tbody", {}, speakers.map(([speaker, all]) => h("tr", {}, h("th", { scope: "row" }, side(speaker, true), h("span", { class: "muted figure" }, ` ${number(all)}`)), actors.map(([actor]) => place(speaker, actor))))))),
      h("section", {}, h("h2", {}, t("actors.list")), h("div", { class: "scroll" }, h("table", { class: "plain" },
        h("thead", {}, h("tr", {}, h("th", {}, t("actors.speaker")), h("th", {}, t("field.actors")), h("th", {}, t("field.event")), h("th", {}, t("field.recipients")), h("th", { class: "figure" }, t("actors.number")))),
        h("tbody", {}, list.map((cell) => h("tr", {}, h("td", {}, side(cell.speaker, true)), h("td", {}, side(cell.actor, true)), h("td", {}, type(cell.type)), h("td", {}, !cell.recipient || cell.recipient === "–" ? "–" : side(cell.recipient, true)),
          h("td", { class: "figure" }, number(cell.claims), cell.denied > 0 && h("span", { class: "muted" }, ` (${t("actors.denied", number(cell.denied))})`)))))))),
    ]);
  return { title: t("actors.title"), body };
}

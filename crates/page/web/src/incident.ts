// One incident: the versions side by side, their tolls on one axis, what they dispute.

import { api } from "./api";
import { go } from "./address";
import { chain, marks, parties, quotation, tolls } from "./claims";
import { h } from "./dom";
import { ask } from "./keys";
import type { Page } from "./main";
import { drawMap } from "./map";
import { headline, kicker } from "./incidents";
import { say } from "./status";
import { tollChart } from "./tolls";
import type { ClaimView, Dispute, IncidentDetail, Point, Telling, Version } from "./types";
import { capital, count, country, day, days, event, number, seat, side, t, toll, type } from "./words";

export async function incidentPage(id: string): Promise<Page> {
  const detail = await api.incident(id);
  const { incident } = detail;
  const claims = new Map(detail.claims.map((one) => [one.claim.id, one]));
  const versions = [...detail.versions].sort((a, b) => weight(a) - weight(b) || (a.side < b.side ? -1 : 1));
  const tints = new Map(versions.map((one, at) => [one.side, tint(one, at)]));
  const map = incident.place && incident.place.lat !== null ? drawMap({ total: 1, unplaced: 0, points: [pointOf(detail)] }, { height: 240, fixed: true }) : null;
  const disputed = new Set(detail.disputes.flatMap((one) => [one.claim_a, one.claim_b]));
  const name = headline(incident);
  const body = h("article", { class: "incident" },
    h("p", { class: "back" }, h("a", { href: "/" }, `← ${t("incident.list")}`)),
    h("header", { class: "incident-head" },
      h("div", {},
        h("p", { class: "kicker" }, kicker(incident) && h("span", {}, kicker(incident)), incident.when && h("time", { datetime: incident.when.from }, days(incident.when))),
        h("h1", {}, name),
        h("p", { class: "standfirst" }, incident.title),
        h("ul", { class: "facts" },
          h("li", {}, count("versions", incident.versions)),
          h("li", { class: incident.disputes ? "disputed" : null }, count("disputes", incident.disputes)),
          h("li", {}, count("dispatches", incident.dispatches)),
          h("li", { title: t("origins.help") }, count("origins", incident.origins)),
          h("li", { class: `grade grade-${incident.grade}` }, h("strong", {}, t(`grade.${incident.grade}`)), h("span", { class: "muted" }, ` ${t(`grade.${incident.grade}.why`)}`)))),
      map && h("div", { class: "incident-map" }, place(detail), map.element)),
    detail.disputes.length > 0 && h("section", { class: "disputes", "aria-labelledby": "disputes" },
      h("h2", { id: "disputes" }, t("incident.disputes")),
      detail.disputes.map((one) => dispute(one, detail, claims, tints))),
    tollChart(versions, tints),
    h("section", { class: "versions", "aria-labelledby": "versions" },
      h("h2", { id: "versions" }, t("incident.versions")),
      columns(detail, versions, tints, claims, disputed)),
    h("section", { class: "sources" },
      h("h2", {}, t("incident.sources")),
      origins(detail)),
    detail.reasons.length > 0 && h("details", { class: "reasons" },
      h("summary", {}, t("incident.reasons")),
      h("ul", {}, detail.reasons.map((one) => h("li", {},
        h("span", { class: "figure" }, one.score === null ? "" : number(Math.round(one.score * 100) / 100)),
        " ", one.by === "machine" ? one.words : t("reason.person", one.by),
        h("span", { class: "muted" }, ` — ${words(claims.get(one.claim_a))} / ${words(claims.get(one.claim_b))}`))))),
    detail.revisions.length > 0 && h("details", { class: "history", open: true },
      h("summary", {}, t("incident.history")),
      h("ol", {}, detail.revisions.map((one) => h("li", { class: one.undone ? "undone" : null },
        h("time", { datetime: one.at, class: "muted" }, moment(one.at)), ` ${one.author} ${t(`action.${one.action}`)} `,
        h("em", {}, claims.has(one.claim) ? words(claims.get(one.claim)) : ""),
        one.undone ? h("span", { class: "muted" }, ` (${t("undone")})`)
        : one.action !== "undo" && h("button", { type: "button", class: "quiet", onclick: () => void changed(async () => { await api.undo(one.id); return incident.id; }) }, t("act.undo")))))),
    h("p", { class: "buttons" },
      h("a", { class: "button", href: `/api/incidents/${incident.id}`, download: `selon-${incident.id}.json` }, t("export.get", "JSON")),
      h("button", { type: "button", onclick: () => void merge(incident.id) }, t("incident.merge"))));
  return { title: name, body, ready: () => map?.ready() };
}

/** When something was decided, in the reader's own time zone. */
export function moment(at: string): string {
  const date = new Date(at);
  return `${day(at.slice(0, 10), true)}, ${date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
}

async function merge(incident: string): Promise<void> {
  const answer = await ask(t("incident.merge.ask"));
  if (!answer) return;
  const other = answer.split(/[/?#]/).filter((part) => /^[0-9a-f]{16}$/.test(part)).pop() ?? answer;
  await changed(async () => (await api.merge(incident, other)).incident);
}

/** Does something to incidents and shows the one it leads to. */
async function changed(action: () => Promise<string>): Promise<void> {
  try {
    const incident = await action();
    go(`/incidents/${incident}`, location.pathname.endsWith(incident));
  } catch (error) {
    say(`${t("failed")}: ${(error as Error).message}`);
  }
}

/** The two axes of the Admiralty scale, for one version. */
async function rate(incident: string, version: Version): Promise<void> {
  const choice = (values: string[], value: string) => h("select", {}, h("option", { value: "" }, "–"), values.map((one) => h("option", { value: one, selected: one === value }, one)));
  const reliability = choice(["A", "B", "C", "D", "E", "F"], version.reliability ?? "");
  const credibility = choice(["1", "2", "3", "4", "5", "6"], String(version.credibility ?? ""));
  const panel = h("dialog", { class: "panel" }, h("form", { method: "dialog", class: "edit" },
    h("h2", {}, side(version.side)),
    h("label", { class: "edit-line" }, t("admiralty.reliability"), reliability), h("label", { class: "edit-line" }, t("admiralty.credibility"), credibility),
    h("p", { class: "buttons" }, h("button", { value: "save", class: "primary" }, t("edit.save")), h("button", { value: "" }, t("edit.cancel")))));
  panel.addEventListener("close", () => {
    panel.remove();
    const letter = reliability.value === (version.reliability ?? "") ? null : reliability.value || null;
    const figure = credibility.value === String(version.credibility ?? "") ? null : Number(credibility.value) || null;
    if (panel.returnValue === "save" && (letter || figure)) void changed(async () => (await api.rate(incident, version.side, letter, figure)).incident);
  });
  document.body.append(panel);
  panel.showModal();
}

function words(view: ClaimView | undefined): string {
  return view ? view.claim.trigger.text : "…";
}

/** Sides first, then third parties, then the agencies. */
function weight(version: Version): number {
  return version.kind === "agencies" ? 2 : version.kind === "third-parties" ? 1 : 0;
}

/** The colour of a version: the agencies are grey, third parties green, the sides blue, ochre and so on. */
function tint(version: Version, at: number): string {
  if (version.kind === "agencies") return "agencies";
  if (version.kind === "third-parties") return "third";
  return String((at % 5) + 1);
}

function pointOf(detail: IncidentDetail): Point {
  const { incident } = detail;
  const place = incident.place!;
  return {
    id: incident.id, lat: place.lat!, lon: place.lon!, radius_km: place.radius_km, precision: place.precision, name: place.name,
    type: incident.type, mode: incident.mode, title: incident.title, when: incident.when?.from ?? null, sides: incident.sides, killed: null, disputes: incident.disputes,
  };
}

function place(detail: IncidentDetail): HTMLElement {
  const known = detail.incident.place!;
  const land = known.country && country(known.country) !== known.name ? `, ${country(known.country)}` : "";
  const within = known.radius_km && known.radius_km >= 2 ? `, ${t("map.within", number(Math.round(known.radius_km)))}` : "";
  return h("p", { class: "place" }, `${known.name}${land}${within}`);
}

function dispute(one: Dispute, detail: IncidentDetail, claims: Map<string, ClaimView>, tints: Map<string, string>): HTMLElement {
  const half = (id: string, of: string, says: string) => {
    const view = claims.get(id);
    const figures = one.field === "toll" && view ? view.claim.toll.filter((each) => each.kind === one.kind && !each.superseded) : [];
    return h("blockquote", { class: `tint-${tints.get(of) ?? "agencies"}` },
      h("p", { class: "side" }, side(of), view && view.claim.status === "denied" && h("span", { class: "mark mark-denied" }, t("status.denied"))),
      figures[0] && h("p", { class: "big" }, toll(figures[0] as never)),
      view ? h("p", {}, quotation(view.claim, detail.sentences[id])) : h("p", {}, says),
      view && h("footer", {}, h("a", { href: `/dispatches/${view.dispatch}?claim=${id}`, "aria-label": t("incident.words") }, chain(view))));
  };
  // In the order of the columns below.
  const order = [...tints.keys()];
  const swapped = order.indexOf(one.side_a) > order.indexOf(one.side_b);
  const halves = [half(one.claim_a, one.side_a, one.says_a), half(one.claim_b, one.side_b, one.says_b)];
  const title = one.field === "toll" && one.kind ? t("dispute.toll.of", t(`toll.${one.kind}`)) : t(`dispute.${one.field}`);
  return h("div", { class: "dispute" }, h("h3", {}, title), h("div", { class: "halves" }, swapped ? halves.reverse() : halves));
}

/** A row's name: what is told, and of whom. */
function telling(row: Telling): (HTMLElement | string)[] {
  const names = (codes: string[]) => codes.map((code) => side(code, true)).join(", ") || t("nobody");
  return [h("span", { class: "telling-event" }, type(row.type)), " ",
    row.recipients.length ? `${names(row.actors)} → ${names(row.recipients)}` : names(row.actors)];
}

function columns(detail: IncidentDetail, versions: Version[], tints: Map<string, string>, claims: Map<string, ClaimView>, disputed: Set<string>): HTMLElement {
  const of = new Map<string, string>();
  for (const version of versions) for (const id of version.claims) of.set(id, version.side);
  const table = h("div", { class: "columns", role: "table", "aria-label": t("incident.versions"), style: null });
  table.style.setProperty("--columns", String(versions.length));
  table.append(h("div", { class: "columns-head", role: "row" }, versions.map((version) =>
    h("div", { role: "columnheader", class: `version tint-${tints.get(version.side)}` },
      h("h3", {}, side(version.side), seat(version.side) && h("span", { class: "seat" }, ` ${seat(version.side)}`)),
      h("p", { class: "muted" }, count("claims", version.claims.length), " · ", count("origins", version.origins)),
      version.initiator && h("p", { class: "began" }, capital(t("initiator", side(version.initiator, true)))),
      h("button", { type: "button", class: "quiet", onclick: () => void rate(detail.incident.id, version) },
        version.reliability || version.credibility ? t("admiralty", version.reliability ?? "–", version.credibility ?? "–") : t("admiralty.set"))))));
  for (const row of detail.tellings) {
    const cells = versions.map((version) => row.claims.filter((id) => of.get(id) === version.side).map((id) => claims.get(id)).filter((one) => one !== undefined));
    if (cells.every((cell) => cell.length === 0)) continue;
    table.append(
      h("div", { class: "telling", role: "row" }, h("div", { role: "rowheader", class: "telling-name" }, telling(row)),
        cells.map((cell, at) => h("div", { role: "cell", class: `cell tint-${tints.get(versions[at]!.side)}${cell.length ? "" : " silent"}` },
          h("p", { class: "cell-side" }, side(versions[at]!.side, true)),
          cell.length ? group(cell, detail, disputed) : h("p", { class: "muted" }, t("incident.silent"))))));
  }
  return table;
}

/** The surest telling in full, the others folded away. */
function group(views: ClaimView[], detail: IncidentDetail, disputed: Set<string>): HTMLElement[] {
  const sorted = [...views].sort((a, b) => Number(disputed.has(b.claim.id)) - Number(disputed.has(a.claim.id)) || b.claim.toll.length - a.claim.toll.length || b.claim.confidence - a.claim.confidence);
  const [first, ...others] = sorted;
  const found = [card(first!, detail, disputed)];
  if (others.length) {
    found.push(h("details", { class: "others" }, h("summary", {}, `+ ${count("claims", others.length)}`), others.map((one) => card(one, detail, disputed))));
  }
  return found;
}

function card(view: ClaimView, detail: IncidentDetail, disputed: Set<string>): HTMLElement {
  const figures = tolls(view.claim);
  return h("div", { class: `claim${disputed.has(view.claim.id) ? " in-dispute" : ""}${view.review === "rejected" || view.retracted ? " gone" : ""}`, id: `claim-${view.claim.id}` },
    h("p", { class: "claim-event" }, event(view.claim.event), " ", marks(view)),
    figures.length > 0 && h("p", { class: "claim-toll" }, figures.slice(0, 4).map((one) => h("span", {}, one))),
    h("p", { class: "claim-words" }, h("a", { href: `/dispatches/${view.dispatch}?claim=${view.claim.id}`, title: t("incident.words") }, quotation(view.claim, detail.sentences[view.claim.id]))),
    h("p", { class: "claim-parties" }, parties(view.claim)),
    chain(view),
    detail.claims.length > 1 && h("p", { class: "claim-split" }, h("button", { type: "button", class: "quiet", onclick: () => void changed(async () => (await api.split(detail.incident.id, [view.claim.id])).incident) }, t("incident.split"))));
}

function origins(detail: IncidentDetail): HTMLElement {
  const groups = new Map<string, typeof detail.dispatches>();
  for (const one of detail.dispatches) groups.set(one.copy_group, [...(groups.get(one.copy_group) ?? []), one]);
  const line = (one: (typeof detail.dispatches)[number]) => [
    h("a", { href: `/dispatches/${one.id}`, lang: one.language }, one.title),
    h("span", { class: "muted" }, ` ${[one.agency, one.published && day(one.published, true), one.edition === "plain" ? null : t(`edition.${one.edition}`)].filter(Boolean).join(", ")}`)];
  return h("ul", { class: "origins" }, [...groups.values()].map((list) => h("li", {}, line(list[0]!),
    list.length > 1 && h("ul", {}, list.slice(1).map((one) => h("li", {}, line(one)))))));
}

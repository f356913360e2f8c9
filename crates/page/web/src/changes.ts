// What changed from one edition of a dispatch to the next: its words, and what is claimed in them.

import { inOneLine, tolls, when, where } from "./claims";
import { h } from "./dom";
import type { Claim, ClaimChange, ClaimView, Difference, DispatchBrief, EditionChange, EditionHistory } from "./types";
import { actor, actors, capital, count, day, event, t } from "./words";

/** A block with the difference of each edition from the one before it; those of the current dispatch are open. */
export function changes(history: EditionHistory, current: string, blind: boolean): HTMLElement | null {
  if (history.changes.length === 0) return null;
  const edition = (id: string) => history.editions.find((one) => one.id === id);
  return h("section", { class: "changes", id: "changes", tabindex: "-1", "aria-labelledby": "changes-title" },
    h("h2", { id: "changes-title" }, t("changes")),
    history.changes.map((change) => h("details", { class: "change", open: change.from === current || change.to === current },
      h("summary", {}, capital(t("changes.step", named(edition(change.from)), named(edition(change.to))))),
      change.takes_back && h("p", { class: "muted" }, t("changes.takes-back")),
      words(change, edition(change.to)?.language ?? ""),
      !blind && claims(change))));
}

function named(edition: DispatchBrief | undefined): string {
  if (!edition) return "";
  const name = t(`edition.${edition.edition}`);
  return edition.published ? `${name} (${day(edition.published, true)})` : name;
}

/** Words that went or came. Who listens instead of looking is told so. */
function marked(change: Difference, text: string | Node): HTMLElement | string | Node {
  if (change !== "removed" && change !== "added") return text;
  return h(change === "removed" ? "del" : "ins", { "data-said": `${t(`changes.${change}`)} `, "data-end": ` ${t("changes.end")}` }, text);
}

function words(change: EditionChange, language: string): HTMLElement {
  if (!change.text) return h("p", { class: "muted" }, t("changes.notext"));
  const shown: HTMLElement[] = [];
  let same = 0;
  const skipped = () => {
    if (same > 0) shown.push(h("p", { class: "change-same muted", lang: document.documentElement.lang }, count("changes.same", same)));
    same = 0;
  };
  for (const paragraph of change.text) {
    if (paragraph.change === "same") { same++; continue; }
    skipped();
    shown.push(h("p", { class: `change-${paragraph.change}` }, paragraph.pieces.map((piece) => marked(piece.change, piece.text))));
  }
  skipped();
  return h("div", { class: "change-text", lang: language }, shown);
}

function claims(change: EditionChange): HTMLElement | null {
  if (change.claims.length === 0 && change.claims_same === 0) return null;
  return h("div", { class: "change-claims" }, h("h3", {}, t("changes.claims")),
    h("ul", {}, change.claims.map(claim)),
    change.claims_same > 0 && h("p", { class: "muted" }, count("changes.claims.same", change.claims_same)));
}

function claim(change: ClaimChange): HTMLElement {
  const view = change.after ?? change.before!;
  const { before, after } = change;
  const figures = tolls(view.claim).join(", ");
  return h("li", { "data-change": change.change },
    h("p", {}, h("span", { class: "change-kind" }, t(`changes.claim.${change.change}`)), " ",
      h("a", { href: address(view) }, inOneLine(view.claim)),
      change.change !== "changed" && figures && `, ${figures}`),
    before && after && h("dl", { class: "fields-read" }, change.fields.map((field) => [
      h("dt", {}, t(`field.${field}`)),
      h("dd", {}, marked("removed", said(field, before.claim)), " ", marked("added", said(field, after.claim)))]).flat()));
}

function address(view: ClaimView): string {
  return `/dispatches/${view.dispatch}?claim=${view.claim.id}`;
}

/** What a claim says in one field. */
function said(field: string, claim: Claim): string {
  const words: Record<string, () => string | null> = {
    event: () => event(claim.event),
    actors: () => actors(claim.actors) || t("nobody"),
    recipients: () => actors(claim.recipients),
    said_by: () => claim.said_by.map((voice) => {
      const stance = voice.stance === "asserts" || voice.stance === "relays" ? "" : ` (${t(`stance.${voice.stance}`)})`;
      return `${actor(voice.actor)}${stance}`;
    }).join(", ") || t("side.agencies.short"),
    status: () => t(`status.${claim.status}`),
    unconfirmed: () => t(claim.unconfirmed ? "yes" : "no"),
    background: () => t(claim.background ? "yes" : "no"),
    when: () => when(claim),
    where: () => where(claim),
    toll: () => tolls(claim).join(", "),
  };
  return words[field]?.() || "–";
}

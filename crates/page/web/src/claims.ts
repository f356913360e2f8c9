// How a claim is shown: its words, its chain of attribution, its facts.

import { h } from "./dom";
import type { Claim, ClaimView, Words } from "./types";
import { actor, actors, country, day, days, event, figure, group, harm, party, t } from "./words";

/** At most so many characters of a sentence are quoted on either side of the words that carry the event. */
const BEFORE = 110;
const AFTER = 150;

/** The words of a claim with those that carry the event in bold, cut at words where the sentence is long. */
export function quotation(claim: Pick<Claim, "trigger">, sentence: Words | undefined, whole = false): HTMLElement {
  if (!sentence) return h("q", { class: "quotation" }, h("strong", {}, claim.trigger.text));
  const letters = Array.from(sentence.text);
  const from = Math.max(0, claim.trigger.start - sentence.start);
  const to = Math.min(letters.length, claim.trigger.end - sentence.start);
  let before = letters.slice(0, from).join("").replace(/\s+/g, " ").trimStart();
  let after = letters.slice(to).join("").replace(/\s+/g, " ").trimEnd();
  if (!whole && before.length > BEFORE) before = `… ${before.slice(before.indexOf(" ", before.length - BEFORE) + 1)}`;
  if (!whole && after.length > AFTER) after = `${after.slice(0, after.lastIndexOf(" ", AFTER)).replace(/[,;:]$/, "")} …`;
  return h("span", { class: "quotation" }, before, h("strong", {}, letters.slice(from, to).join("")), after);
}

/** Who says so, from the one who was there to the agency that prints it. */
export function chain(view: ClaimView): HTMLElement {
  const links = view.claim.said_by.map((voice) => {
    const words = actor(voice.actor);
    return h("li", { title: [voice.actor.text, voice.verb].filter(Boolean).join(" · ") || null },
      words, voice.stance !== "asserts" && voice.stance !== "relays" && h("em", {}, ` ${t(`stance.${voice.stance}`)}`));
  });
  const agency = view.agency ?? t("side.agencies.short");
  return h("ol", { class: "chain", "aria-label": t("chain") }, links, h("li", { class: "chain-agency" }, agency, view.published && h("span", { class: "muted" }, ` ${day(view.published, true)}`)));
}

/** “Azerbaijani army → Armenian army”. */
export function parties(claim: Claim): HTMLElement {
  const doers = claim.actors.length ? actors(claim.actors) : t("nobody");
  return h("span", { class: "parties" }, h("span", { class: "doer" }, doers),
    claim.recipients.length > 0 && [h("span", { class: "arrow", "aria-label": t("actors.to") }, " → "), h("span", { class: "receiver" }, actors(claim.recipients))]);
}

/** Marks of a claim that is not plainly an act that happened. */
export function marks(view: ClaimView): HTMLElement[] {
  const { claim } = view;
  const found: HTMLElement[] = [];
  if (claim.status !== "actual") found.push(h("span", { class: `mark mark-${claim.status}` }, t(`status.${claim.status}`)));
  if (claim.unconfirmed) found.push(h("span", { class: "mark" }, t("unconfirmed")));
  if (claim.background) found.push(h("span", { class: "mark" }, t("background")));
  if (view.retracted) found.push(h("span", { class: "mark mark-retracted" }, t("retracted")));
  if (view.blind && view.review !== "blind") found.push(h("span", { class: "mark" }, t("blind.mark")));
  if (view.review !== "unreviewed") found.push(h("span", { class: `mark mark-${view.review}` }, t(`review.${view.review}`)));
  else if (view.origin === "person") found.push(h("span", { class: "mark mark-accepted" }, t("review.person")));
  return found;
}

/** The time of a claim in words. */
export function when(claim: Claim): string | null {
  const time = claim.when;
  if (!time) return null;
  if (!time.start && time.candidates.length) {
    return time.candidates.map((one) => day(one, true)).join(` ${t("day.or")} `);
  }
  if (!time.start) return time.end ? day(time.end) : null;
  return days({ from: time.start, to: time.end ?? time.start, precision: time.precision });
}

export function where(claim: Claim): string | null {
  const place = claim.where;
  if (!place) return null;
  const how = place.precision === "exact" || place.precision === "country" ? "" : ` (${t(`precision.${place.precision}`)})`;
  return `${place.name}${place.country && country(place.country) !== place.name ? `, ${country(place.country)}` : ""}${how}`;
}

/** The tolls of a claim, each in words. */
export function tolls(claim: Claim): string[] {
  return claim.toll.map((one) => {
    const whose = one.group ? group(one.group) : one.who ? party(one.who.code, one.who.role, one.who.name) : "";
    const words = `${figure(one)} ${harm(one)}${whose ? ` (${whose})` : ""}`;
    return one.superseded ? `${words}, ${t("superseded")}` : one.part_of !== null ? `${t("of.which")} ${words}` : words;
  });
}

/** A claim in one line. */
export function inOneLine(claim: Claim): string {
  const to = claim.recipients.length ? ` → ${actors(claim.recipients)}` : "";
  return `${event(claim.event)}: ${claim.actors.length ? actors(claim.actors) : t("nobody")}${to}`;
}

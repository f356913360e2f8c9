// The text of a dispatch with the words that each claim rests on. All offsets count Unicode scalar values.

import { h } from "./dom";
import type { Actor, Claim, ClaimView, DispatchDetail } from "./types";
import { actor, t } from "./words";

export type Role = "sentence" | "trigger" | "doer" | "receiver" | "speaker" | "when" | "where" | "toll" | "means";

interface Span {
  start: number;
  end: number;
  claim: number;
  role: Role;
  words: string;
}

/** Where every field of a claim stands in the text. */
function spansOf(claim: Claim, at: number): Span[] {
  const spans: Span[] = [];
  const put = (start: number | null | undefined, end: number | null | undefined, role: Role, words: string) => {
    if (typeof start === "number" && typeof end === "number" && end > start) spans.push({ start, end, claim: at, role, words });
  };
  put(claim.sentence.start, claim.sentence.end, "sentence", "");
  put(claim.trigger.start, claim.trigger.end, "trigger", t("field.event"));
  const party = (one: Actor, role: Role, field: string) => put(one.start, one.end, role, `${t(field)}: ${actor(one)}${one.inferred ? ` (${t("inferred", t(`inferred.${one.inferred.from}`))})` : ""}`);
  for (const one of claim.actors) party(one, "doer", "field.actors");
  for (const one of claim.recipients) party(one, "receiver", "field.recipients");
  for (const one of claim.said_by) {
    party(one.actor, "speaker", "field.said_by");
    put(one.start, one.end, "speaker", `${t("field.said_by")}: ${actor(one.actor)}`);
  }
  if (claim.when) put(claim.when.text_start, claim.when.text_end, "when", t("field.when"));
  if (claim.where) put(claim.where.start, claim.where.end, "where", t("field.where"));
  for (const one of claim.toll) put(one.start, one.end, "toll", t("field.toll"));
  for (const one of claim.means) put(one.start, one.end, "means", t("field.means"));
  return spans;
}

export interface Reading {
  element: HTMLElement;
  /** Shows the words of one claim; null for none. */
  focus: (claim: number | null) => void;
  /** The words that are selected in the text. */
  selection: () => { start: number; end: number; text: string; rectangle: DOMRect } | null;
}

export function reading(dispatch: DispatchDetail, claims: ClaimView[], chosen: (claim: number) => void, waiting: { start: number; end: number } | null = null): Reading {
  const letters = Array.from(dispatch.text ?? "");
  const spans = claims.flatMap((view, at) => spansOf(view.claim, at));
  const cuts = [...new Set([...spans, ...(waiting ? [waiting] : [])].flatMap((one) => [one.start, one.end]))].sort((a, b) => a - b);
  const pieces: { element: HTMLElement; spans: Span[] }[] = [];
  const element = h("div", { class: "text", lang: dispatch.dispatch.language });

  const within = (start: number, end: number, ranges: { start: number; end: number }[]) => ranges.some((one) => start < one.end && end > one.start);
  let start = 0;
  while (start < letters.length) {
    let end = letters.indexOf("\n", start);
    if (end < 0) end = letters.length;
    if (letters.slice(start, end).join("").trim()) {
      const title = dispatch.headline && within(start, end, [dispatch.headline]) && end - start < 400 && !within(start, end, dispatch.body);
      const body = within(start, end, dispatch.body);
      const paragraph = h("p", { class: title ? "text-headline" : body ? null : "text-aside", "data-start": start });
      fillParagraph(paragraph, start, end);
      element.append(paragraph);
    }
    start = end + 1;
  }

  function fillParagraph(paragraph: HTMLElement, from: number, to: number): void {
    const inside = cuts.filter((cut) => cut > from && cut < to);
    const edges = [from, ...inside, to];
    for (let at = 0; at + 1 < edges.length; at++) {
      const low = edges[at]!;
      const high = edges[at + 1]!;
      const over = spans.filter((one) => one.start <= low && one.end >= high);
      const triggers = over.filter((one) => one.role === "trigger");
      const words = letters.slice(low, high).join("");
      // Words that wait to be coded blind are marked, and nothing is said of them.
      const open = waiting !== null && low >= waiting.start && high <= waiting.end;
      const piece = open ? h("mark", { class: "waiting", "data-start": low, title: t("blind.waiting") }, words) : triggers.length ? h("mark", { "data-start": low, tabindex: "-1" }, words) : h("span", { "data-start": low }, words);
      if (over.length) {
        pieces.push({ element: piece, spans: over });
        if (triggers.length) piece.addEventListener("click", () => { if (!String(getSelection())) chosen(triggers[0]!.claim); });
      }
      paragraph.append(piece);
    }
  }

  const focus = (claim: number | null) => {
    let shown: HTMLElement | null = null;
    for (const { element: piece, spans: over } of pieces) {
      const mine = over.filter((one) => one.claim === claim);
      const roles = mine.map((one) => one.role);
      piece.className = [...(piece.matches(".waiting") ? ["waiting"] : []), ...new Set(roles)].map((role) => role === "waiting" ? role : `is-${role}`).join(" ");
      const gone = over.some((one) => one.role === "trigger") && over.filter((one) => one.role === "trigger").every((one) => claims[one.claim]!.review === "rejected" || claims[one.claim]!.retracted);
      piece.classList.toggle("gone", gone);
      piece.title = mine.filter((one) => one.role !== "sentence").map((one) => one.words).join("; ");
      if (roles.includes("trigger")) shown ??= piece;
    }
    if (shown) {
      const box = shown.getBoundingClientRect();
      // Out of sight, or below the card that lies over the foot of a phone's screen.
      if (box.top < 80 || box.bottom > window.innerHeight * 0.55) shown.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    }
  };

  const offset = (node: Node, at: number): number | null => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : (node as Element))?.closest<HTMLElement>("[data-start]");
    if (!piece || !element.contains(piece)) return null;
    if (node.nodeType !== Node.TEXT_NODE) return Number(piece.dataset.start) + (at === 0 ? 0 : Array.from(piece.textContent ?? "").length);
    return Number(piece.dataset.start) + Array.from((node.textContent ?? "").slice(0, at)).length;
  };

  const selection = () => {
    const chosenWords = getSelection();
    if (!chosenWords || chosenWords.isCollapsed || chosenWords.rangeCount === 0) return null;
    const range = chosenWords.getRangeAt(0);
    let low = offset(range.startContainer, range.startOffset);
    let high = offset(range.endContainer, range.endOffset);
    if (low === null || high === null || high <= low) return null;
    while (low < high && /\s/.test(letters[low]!)) low++;
    while (high > low && /\s/.test(letters[high - 1]!)) high--;
    return high > low ? { start: low, end: high, text: letters.slice(low, high).join(""), rectangle: range.getBoundingClientRect() } : null;
  };

  return { element, focus, selection };
}

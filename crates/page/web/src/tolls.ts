// Tolls as ranges on one axis: every version by itself, nothing added up.

import { h } from "./dom";
import type { TollRange, Version } from "./types";
import { capital, figure, group, number, side, t } from "./words";

interface Row {
  version: Version;
  toll: TollRange;
}

const KINDS = ["killed", "wounded", "casualties", "captured", "detained", "missing", "freed", "displaced", "destroyed"];

export function tollChart(versions: Version[], tints: Map<string, string>): HTMLElement | null {
  const rows: Row[] = versions.flatMap((version) => version.tolls.filter((toll) => !fuller(toll, version.tolls)).map((toll) => ({ version, toll })));
  if (rows.length === 0) return null;
  const ends = rows.flatMap(({ toll }) => [toll.low, toll.best, toll.high]).filter((one) => one !== null);
  // An open range needs room to run out in.
  const top = nice(Math.max(4, ...ends) * (rows.some(({ toll }) => toll.high === null) ? 1.3 : 1));
  const middle = [...ends].sort((a, b) => a - b)[Math.floor(ends.length / 2)] ?? 1;
  // One figure far beyond the others would press them together: then the axis runs with the square root, and its marks say so.
  const root = top > 30 * Math.max(1, middle);
  const place = (value: number) => 100 * (root ? Math.sqrt(value / top) : value / top);
  const marks = (root ? [0, 0.01, 0.1, 0.25, 0.5, 1] : [0, 0.25, 0.5, 0.75, 1]).map((part) => Math.round(part * top)).filter((one, at, all) => all.indexOf(one) === at);
  const bar = ({ version, toll }: Row) => {
    const low = toll.low ?? 0;
    const open = toll.high === null;
    const high = toll.high ?? top;
    const range = h("span", { class: `range${open ? " open" : ""}${toll.low === toll.high ? " exact" : ""}` });
    range.style.left = `${place(low)}%`;
    range.style.width = `${Math.max(0, place(high) - place(low))}%`;
    const abroad = toll.who !== null && toll.who !== version.side;
    const of = toll.group ? `${group(toll.group)}${abroad && toll.who!.slice(0, 3) !== version.side ? ` (${side(toll.who!.slice(0, 3), true)})` : ""}` : abroad ? side(toll.who!, true) : "";
    return h("tr", { class: `tint-${tints.get(version.side)}` },
      h("th", { scope: "row" }, side(version.side, true), of && h("span", { class: "muted" }, ` ${of}`)),
      h("td", { class: "track" }, h("span", { class: "track-line" }, range)),
      h("td", { class: "figure" }, figure(toll)));
  };
  const kinds = KINDS.filter((kind) => rows.some(({ toll }) => toll.kind === kind));
  const axis = h("div", { class: "axis" }, marks.map((value) => {
    const mark = h("span", {}, number(value));
    mark.style.left = `${place(value)}%`;
    return mark;
  }));
  return h("section", { class: "tolls", "aria-labelledby": "tolls" },
    h("h2", { id: "tolls" }, t("incident.tolls")),
    h("table", {},
      kinds.map((kind) => h("tbody", {}, h("tr", { class: "kind" }, h("th", { colspan: 3, scope: "rowgroup" }, capital(t(`toll.${kind}`)))), rows.filter(({ toll }) => toll.kind === kind).map(bar))),
      h("tfoot", { "aria-hidden": "true" }, h("tr", {}, h("td", {}), h("td", { class: "track" }, axis), h("td", {})))));
}

/** Whether another figure of the version says the same and also whose dead they are. */
function fuller(toll: TollRange, all: TollRange[]): boolean {
  return toll.group === null && all.some((one) => one !== toll && one.group !== null && one.kind === toll.kind && one.low === toll.low && one.high === toll.high && (toll.who === null || one.who === toll.who));
}

/** The next round number. */
function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
}

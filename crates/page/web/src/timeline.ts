// Bars of incidents over time; dragging across them, or the arrow keys, choose a period.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { Filter } from "./address";
import { h } from "./dom";
import { period } from "./filters";
import type { Count } from "./types";
import { count, day, language, t } from "./words";

const DAY = 86_400;

/** Seconds since 1970 of a day or month. */
function seconds(text: string): number {
  const [year, month = "01", date = "01"] = text.split("-");
  return Date.UTC(Number(year), Number(month) - 1, Number(date)) / 1000;
}

function iso(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}

export function timeline(histogram: Count[], filter: Filter, change: (changed: Partial<Filter>) => void): { element: HTMLElement; ready: () => void } {
  const known = histogram.filter((one) => /^\d{4}/.test(one.value)).sort((a, b) => (a.value < b.value ? -1 : 1));
  const holder = h("div", { class: "timeline-plot", id: "timeline-plot", tabindex: "0", role: "slider", "aria-label": t("timeline.keys"), "aria-valuemin": 0, "aria-valuemax": Math.max(0, known.length - 1), "aria-valuenow": 0 });
  const element = h("section", { class: "timeline", "aria-label": t("timeline") },
    holder,
    h("div", { class: "timeline-foot" }, h("p", { class: "timeline-help" }, t("timeline.help")), period(filter, change)),
    h("table", { class: "hidden" }, h("caption", {}, t("timeline")),
      h("tbody", {}, known.map((one) => h("tr", {}, h("th", { scope: "row" }, day(one.value)), h("td", {}, one.count))))));
  if (known.length === 0) element.hidden = true;
  const ready = () => {
    if (known.length === 0) return;
    const monthly = known[0]!.value.length === 7;
    const times = known.map((one) => seconds(one.value));
    const step = monthly ? 30.4 * DAY : DAY;
    // A bar is a period: the axis needs room for the last one, and a single day some width.
    const low = filter.from ? Math.min(seconds(filter.from), times[0]!) : times[0]!;
    const high = filter.to ? Math.max(seconds(filter.to), times.at(-1)!) : times.at(-1)!;
    const slack = Math.max(step, (high - low) * 0.02);
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const choose = (first: number, last: number) => change({ from: iso(Math.floor(first / DAY) * DAY), to: iso(Math.floor(last / DAY) * DAY) });
    const bars = uPlot.paths.bars!({ size: [0.8, monthly ? 26 : 14, 2], align: 1 });
    const names = new Intl.DateTimeFormat(language === "en" ? "en-GB" : "fr", { month: "short", timeZone: "UTC" });
    const options: uPlot.Options = {
      width: holder.clientWidth,
      height: 84,
      legend: { show: false },
      padding: [6, 4, 0, 4],
      tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "Etc/UTC"),
      cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false } },
      scales: { x: { time: true, range: () => [low - slack * 0.4, high + step + slack * 0.4] }, y: { range: (_, __, top) => [0, Math.max(1, top)] } },
      axes: [
        { stroke: colour("--muted"), grid: { show: false }, ticks: { stroke: colour("--rule"), size: 4 }, size: 26, font: `11px ${colour("--sans")}`,
          space: 70,
          values: (_, splits) => splits.map((at) => {
            const date = new Date(at * 1000);
            const month = names.format(date);
            if (date.getUTCDate() !== 1) return `${date.getUTCDate()} ${month}`;
            return date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : `${month} ${date.getUTCFullYear()}`;
          }) },
        { show: false },
      ],
      series: [{}, { paths: bars, fill: colour("--bar"), stroke: colour("--bar"), width: 0, points: { show: false } }],
      hooks: {
        setSelect: [(plot) => {
          const { left, width } = plot.select;
          if (width < 4) return;
          const first = Math.max(plot.posToVal(left, "x"), low);
          const last = Math.min(plot.posToVal(left + width, "x"), high + step);
          plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
          choose(first, last);
        }],
        setCursor: [(plot) => {
          const at = plot.cursor.idx;
          const one = at === null || at === undefined ? null : known[at];
          holder.title = one ? `${day(one.value)}: ${count("incidents.count", one.count)}` : "";
        }],
      },
    };
    const draw = () => {
      const drawn = new uPlot(options, [times, known.map((one) => one.count)], holder);
      fingers(drawn);
      return drawn;
    };
    const mark = (on: uPlot, left: number, right: number, tell = false) =>
      on.setSelect({ left: Math.min(left, right), width: Math.abs(right - left), top: 0, height: on.over.clientHeight }, tell);

    // A finger chooses like the mouse, which is all that the plot itself knows.
    const fingers = (on: uPlot) => {
      let start: number | null = null;
      const place = (event: PointerEvent) => {
        const box = on.over.getBoundingClientRect();
        return Math.min(Math.max(0, event.clientX - box.left), box.width);
      };
      on.over.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "mouse" || !event.isPrimary) return;
        start = place(event);
        on.over.setPointerCapture(event.pointerId);
      });
      on.over.addEventListener("pointermove", (event) => { if (start !== null && event.isPrimary) mark(on, start, place(event)); });
      on.over.addEventListener("pointerup", (event) => {
        if (start === null || !event.isPrimary) return;
        const from = start;
        start = null;
        mark(on, from, place(event), true);
      });
      on.over.addEventListener("pointercancel", () => { start = null; mark(on, 0, 0); });
    };

    // By the keyboard a period is a row of bars, from the one it began with to the one reached.
    let at = 0;
    let anchor = 0;
    const end = (one: number) => monthly ? Date.UTC(Number(known[one]!.value.slice(0, 4)), Number(known[one]!.value.slice(5, 7)), 0) / 1000 : times[one]!;
    const tell = () => {
      const [from, to] = [Math.min(at, anchor), Math.max(at, anchor)];
      const all = count("incidents.count", known.slice(from, to + 1).reduce((sum, one) => sum + one.count, 0));
      holder.setAttribute("aria-valuenow", String(at));
      holder.setAttribute("aria-valuetext", from === to ? `${day(known[at]!.value)}: ${all}` : t("timeline.stretch", day(known[from]!.value), day(known[to]!.value), all));
      mark(plot, plot.valToPos(times[from]!, "x"), plot.valToPos(end(to) + DAY, "x"));
    };
    holder.addEventListener("focus", () => { if (holder.matches(":focus-visible")) tell(); });
    holder.addEventListener("blur", () => mark(plot, 0, 0));
    holder.addEventListener("keydown", (event) => {
      const last = known.length - 1;
      const goals: Record<string, number> = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: 0, End: last };
      const goal = goals[event.key];
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (goal !== undefined) {
        at = Math.min(Math.max(0, goal), last);
        if (!event.shiftKey) anchor = at;
        tell();
      } else if (event.key === "Enter" || event.key === " ") choose(times[Math.min(at, anchor)]!, end(Math.max(at, anchor)));
      else if (event.key === "Escape" && (filter.from || filter.to)) change({ from: "", to: "" });
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    let plot = draw();
    let width = holder.clientWidth;
    const watch = new ResizeObserver(() => {
      if (!holder.isConnected) { watch.disconnect(); plot.destroy(); return; }
      if (holder.clientWidth !== width) { width = holder.clientWidth; plot.setSize({ width, height: 84 }); }
    });
    watch.observe(holder);
    const recolour = () => {
      if (!holder.isConnected) { window.removeEventListener("selon-theme", recolour); return; }
      plot.destroy();
      options.axes![0]!.stroke = colour("--muted");
      options.series[1]!.fill = colour("--bar");
      plot = draw();
    };
    window.addEventListener("selon-theme", recolour);
  };
  return { element, ready };
}

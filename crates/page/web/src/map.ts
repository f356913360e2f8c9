// A map drawn from the outlines inside the program: no tiles, no network. A place that is not exact is a circle
// of the size of what is not known, not a point.

import { geoGraticule10, geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { go } from "./address";
import { h } from "./dom";
import type { Point, Points } from "./types";
import lands from "../generated/lands.json";
import { count, country, day, event, number, side, t } from "./words";

/** ISO codes of the outlines, by their numbers. */
const CODES = lands as unknown as Record<string, string>;

let outlines: Promise<Topology> | null = null;

function world(): Promise<Topology> {
  outlines ??= fetch("/static/countries.json").then((answer) => answer.json() as Promise<Topology>);
  return outlines;
}

/** Marks that are nearer to each other than so many pixels are drawn as one. */
const NEAR = 22;
/** The largest scale, in widths of the map. */
const CLOSEST = 40;

/** Kilometres to a radian of the Earth. */
const EARTH = 6371;

interface Cluster {
  x: number;
  y: number;
  points: Point[];
}

/** Whether two marks stand for the same incidents: each drawing makes them anew. */
function same(a: Cluster | null, b: Cluster | null): boolean {
  return a?.points.length === b?.points.length && a?.points[0]!.id === b?.points[0]!.id;
}

export function drawMap(data: Points, options: { height: number; fixed?: boolean }): { element: HTMLElement; ready: () => void } {
  const { points } = data;
  const canvas = h("canvas", { class: "map-canvas", tabindex: "0", role: "img", "aria-label": t("map.help") });
  const tip = h("div", { class: "map-tip", hidden: true });
  const button = (words: string, sign: string, action: () => void) =>
    h("button", { type: "button", "aria-label": words, title: words, onclick: action }, sign);
  let zoom: (factor: number, x?: number, y?: number) => void = () => undefined;
  let all: () => void = () => undefined;
  const element = h("figure", { class: "map" },
    h("div", { class: "map-frame" }, canvas, tip,
      h("div", { class: "map-buttons" }, button(t("map.in"), "+", () => zoom(1.6)), button(t("map.out"), "−", () => zoom(1 / 1.6)), button(t("map.all"), "⤢", () => all()))),
    h("figcaption", {}, t("map.credit"),
      data.unplaced > 0 && ` · ${t("map.unplaced", number(data.unplaced))}`,
      points.length + data.unplaced < data.total && ` · ${t("map.some", number(points.length + data.unplaced))}`));
  if (points.length === 0) element.classList.add("map-empty");

  const ready = () => {
    const frame = canvas.parentElement!;
    const context = canvas.getContext("2d");
    if (!context) return;
    let width = 0;
    const height = Math.min(options.height, Math.max(240, frame.clientWidth * 0.75));
    const projection: GeoProjection = geoNaturalEarth1();
    let land: ReturnType<typeof feature> | null = null;
    let borders: ReturnType<typeof mesh> | null = null;
    let clusters: Cluster[] = [];
    let chosen: Cluster | null = null;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const box = () => ({ type: "FeatureCollection" as const, features: points.map((one) => circleBox(one)) });

    all = () => {
      const margin = 28;
      projection.rotate([0, 0]);
      if (points.length) {
        projection.rotate([-points.reduce((sum, one) => sum + one.lon, 0) / points.length, 0]);
        projection.fitExtent([[margin, margin], [width - margin, height - margin]], box() as never);
        // One town is no reason to lose the country from sight.
        const closest = options.fixed ? width * 4.5 : width * 5;
        if (projection.scale() > closest) limit(closest);
      } else projection.fitSize([width, height], { type: "Sphere" });
      draw();
    };
    const limit = (scale: number) => {
      const middle = projection.invert!([width / 2, height / 2])!;
      projection.scale(scale);
      const [x, y] = projection(middle)!;
      const [tx, ty] = projection.translate();
      projection.translate([tx + width / 2 - x, ty + height / 2 - y]);
    };
    zoom = (factor, x = width / 2, y = height / 2) => {
      const scale = Math.min(Math.max(projection.scale() * factor, width / 7), width * CLOSEST);
      const real = scale / projection.scale();
      const [tx, ty] = projection.translate();
      projection.scale(scale).translate([x + (tx - x) * real, y + (ty - y) * real]);
      draw();
      // The marks are others now: what stands beside one would hang in the air.
      if (pinned) show(null);
    };

    const group = () => {
      // Greedy, in a fixed order: the same points give the same clusters.
      clusters = [];
      for (const point of points) {
        const at = projection([point.lon, point.lat]);
        if (!at || at[0] < -40 || at[1] < -40 || at[0] > width + 40 || at[1] > height + 40) continue;
        const near = clusters.find((one) => Math.hypot(one.x - at[0], one.y - at[1]) < NEAR);
        if (near) near.points.push(point);
        else clusters.push({ x: at[0], y: at[1], points: [point] });
      }
    };

    /** Incidents so near each other that no zoom parts them. */
    const inseparable = (cluster: Cluster) => {
      const closer = (width * CLOSEST) / projection.scale();
      const [first, ...others] = cluster.points.map((one) => projection([one.lon, one.lat])!);
      return others.every((one) => Math.hypot(one[0] - first![0], one[1] - first![1]) * closer < NEAR);
    };

    const draw = () => {
      const ratio = window.devicePixelRatio || 1;
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.height = `${height}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      context.clearRect(0, 0, width, height);
      projection.clipExtent([[-2, -2], [width + 2, height + 2]]);
      const path = geoPath(projection, context);
      const trace = (what: Parameters<typeof path>[0], how: () => void) => { context.beginPath(); path(what); how(); };
      trace(geoGraticule10(), () => { context.strokeStyle = colour("--map-grid"); context.lineWidth = 0.5; context.stroke(); });
      if (land && borders) {
        trace(land as never, () => { context.fillStyle = colour("--map-land"); context.fill(); context.strokeStyle = colour("--map-coast"); context.lineWidth = 0.6; context.stroke(); });
        trace(borders as never, () => { context.strokeStyle = colour("--map-border"); context.lineWidth = 0.8; context.stroke(); });
      }
      if (land) names(path, context, colour);
      group();
      // What a canvas shows cannot be asked of it; these can.
      canvas.dataset.scale = projection.scale().toFixed(1);
      canvas.dataset.marks = JSON.stringify(clusters.map((one) => [Math.round(one.x), Math.round(one.y), one.points.length]));
      labels(context, colour);
      // First what is not known, then the marks on it.
      for (const point of points) {
        if (!point.radius_km || point.radius_km < 1) continue;
        const pixels = reach(point);
        if (pixels < 7) continue;
        const at = projection([point.lon, point.lat]);
        if (!at) continue;
        context.beginPath();
        context.arc(at[0], at[1], pixels, 0, 2 * Math.PI);
        context.fillStyle = colour("--mark-soft");
        context.fill();
        context.setLineDash([3, 3]);
        context.strokeStyle = colour("--mark");
        context.lineWidth = 0.8;
        context.stroke();
        context.setLineDash([]);
      }
      for (const cluster of clusters) {
        const many = cluster.points.length;
        const disputed = cluster.points.some((one) => one.disputes > 0);
        const only = many === 1 ? cluster.points[0]! : null;
        // A circle already says where; its middle must not look like a known point.
        const vague = only !== null && reach(only) >= 7;
        const size = many > 1 ? 8 + Math.min(14, 3.2 * Math.log2(many)) : vague ? 2 : 5;
        context.beginPath();
        context.arc(cluster.x, cluster.y, size, 0, 2 * Math.PI);
        context.fillStyle = disputed ? colour("--dispute") : colour("--mark");
        context.globalAlpha = vague ? 0.7 : 0.92;
        context.fill();
        context.globalAlpha = 1;
        context.strokeStyle = same(cluster, chosen) ? colour("--ink") : colour("--paper");
        context.lineWidth = same(cluster, chosen) ? 2 : 1.2;
        if (!vague || same(cluster, chosen)) context.stroke();
        if (many > 1) {
          context.fillStyle = colour("--on-mark");
          context.font = `600 11px ${colour("--sans")}`;
          context.textAlign = "center";
          context.textBaseline = "middle";
          context.fillText(String(many), cluster.x, cluster.y + 0.5);
        }
      }
    };

    /** The countries in sight, where there is room for their names. */
    const names = (path: ReturnType<typeof geoPath>, drawn: CanvasRenderingContext2D, named: (name: string) => string) => {
      drawn.font = `500 10px ${named("--sans")}`;
      drawn.textAlign = "center";
      drawn.textBaseline = "middle";
      drawn.fillStyle = named("--map-name");
      for (const one of (land as unknown as { features: { id?: string }[] }).features) {
        const code = CODES[String(one.id)];
        if (!code || path.area(one as never) < 2600) continue;
        // Only what is in sight counts: the name stands in the middle of it.
        const [x, y] = path.centroid(one as never);
        const [[left], [right]] = path.bounds(one as never);
        const name = country(code).toLocaleUpperCase();
        const wide = drawn.measureText(name).width;
        if (wide > (right - left) * 0.8 || x - wide / 2 < 4 || x + wide / 2 > width - 4 || y < 8 || y > height - 8) continue;
        drawn.fillText(name, x, y);
      }
    };

    /** The radius of a place in pixels, as it is drawn here. */
    const reach = (point: Point): number => {
      const at = projection([point.lon, point.lat]);
      const north = projection([point.lon, Math.min(89, point.lat + ((point.radius_km ?? 0) / EARTH) * (180 / Math.PI))]);
      return at && north ? Math.hypot(north[0] - at[0], north[1] - at[1]) : 0;
    };

    const labels = (drawn: CanvasRenderingContext2D, named: (name: string) => string) => {
      // Names of the places, where there are few enough to be read.
      const placed: [number, number, number, number][] = [];
      drawn.font = `italic 13px ${named("--serif")}`;
      drawn.textBaseline = "middle";
      drawn.textAlign = "left";
      const seen = new Set<string>();
      for (const cluster of clusters) {
        const name = cluster.points[0]!.name;
        if (seen.has(name) || cluster.points.some((one) => one.name !== name) && cluster.points.length > 6) continue;
        seen.add(name);
        const wide = drawn.measureText(name).width;
        const away = 10 + (cluster.points.length > 1 ? 8 : 0);
        const left = cluster.x + away + wide < width - 6 ? cluster.x + away : cluster.x - away - wide;
        const room: [number, number, number, number] = [left, cluster.y - 8, left + wide, cluster.y + 8];
        if (left < 4 || placed.some((one) => one[0] < room[2] && one[2] > room[0] && one[1] < room[3] && one[3] > room[1])) continue;
        placed.push(room);
        drawn.lineWidth = 3;
        drawn.strokeStyle = named("--map-land");
        drawn.strokeText(name, left, cluster.y);
        drawn.fillStyle = named("--ink");
        drawn.fillText(name, left, cluster.y);
      }
    };

    const at = (event: PointerEvent | MouseEvent | WheelEvent): [number, number] => {
      const bounds = canvas.getBoundingClientRect();
      return [event.clientX - bounds.left, event.clientY - bounds.top];
    };
    const under = (x: number, y: number) => clusters.find((one) => Math.hypot(one.x - x, one.y - y) < 16) ?? null;
    let pinned = false;
    const show = (cluster: Cluster | null, pin = false) => {
      if (same(cluster, chosen) && pin === pinned) return;
      chosen = cluster;
      pinned = pin && cluster !== null;
      tip.hidden = !cluster;
      tip.classList.toggle("pinned", pinned);
      canvas.style.cursor = cluster ? "pointer" : "grab";
      if (cluster) {
        const shown = pinned ? cluster.points : cluster.points.slice(0, 5);
        tip.replaceChildren(...shown.map(line), ...(cluster.points.length > shown.length ? [h("p", { class: "muted" }, t("map.here", number(cluster.points.length)))] : []));
        const right = cluster.x > width / 2;
        tip.style.left = right ? "auto" : `${cluster.x + 16}px`;
        tip.style.right = right ? `${width - cluster.x + 16}px` : "auto";
        tip.style.top = cluster.y > height / 2 ? "auto" : `${cluster.y}px`;
        tip.style.bottom = cluster.y > height / 2 ? `${height - cluster.y}px` : "auto";
      }
      draw();
    };
    const line = (point: Point) => h("p", {},
      pinned && !options.fixed ? h("a", { href: `/incidents/${point.id}` }, event(point)) : h("strong", {}, event(point)), ` ${point.name}`, h("br", {}),
      h("span", { class: "muted" }, [point.when ? day(point.when, true) : null, point.sides.slice(0, 3).map((one) => side(one, true)).join(", "), point.disputes ? count("disputes", point.disputes) : null,
        point.radius_km && point.radius_km >= 5 ? t("map.within", number(Math.round(point.radius_km))) : null].filter(Boolean).join(" · ")));

    let held: { x: number; y: number; moved: boolean } | null = null;
    const fingers = new Map<number, [number, number]>();
    canvas.addEventListener("pointerdown", (event) => {
      fingers.set(event.pointerId, at(event));
      canvas.setPointerCapture(event.pointerId);
      const [x, y] = at(event);
      // A second finger makes it a pinch: lifting it is no tap.
      held = { x, y, moved: fingers.size > 1 };
    });
    canvas.addEventListener("pointermove", (event) => {
      const [x, y] = at(event);
      if (fingers.size === 2 && fingers.has(event.pointerId)) {
        const spread = () => { const [a, b] = [...fingers.values()] as [[number, number], [number, number]]; return Math.hypot(a[0] - b[0], a[1] - b[1]); };
        const before = spread();
        fingers.set(event.pointerId, [x, y]);
        show(null);
        if (before > 0) zoom(spread() / before, x, y);
        return;
      }
      if (held && fingers.size === 1) {
        const [tx, ty] = projection.translate();
        if (held.moved || Math.hypot(x - held.x, y - held.y) > 4) {
          show(null);
          projection.translate([tx + x - held.x, ty + y - held.y]);
          held = { x, y, moved: true };
          draw();
        }
      } else if (!pinned) show(under(x, y));
    });
    const up = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      const [x, y] = at(event);
      if (held && !held.moved) {
        const cluster = under(x, y);
        if (!cluster) show(null);
        // What no zoom parts stays open as a list, each incident with its link.
        else if (cluster.points.length > 1 && inseparable(cluster)) show(cluster, true);
        else if (event.pointerType !== "mouse" && !same(cluster, chosen)) show(cluster);
        else if (cluster.points.length > 1) { show(null); zoom(2, x, y); }
        else if (!options.fixed) go(`/incidents/${cluster.points[0]!.id}`);
      }
      held = null;
    };
    canvas.addEventListener("pointerup", up);
    // What a finger did is done: the click that browsers send after it would hit the page that was just opened.
    canvas.addEventListener("touchend", (event) => { if (event.cancelable) event.preventDefault(); });
    canvas.addEventListener("pointercancel", () => { fingers.clear(); held = null; });
    // A finger that is lifted leaves too, and what it chose must stay in sight.
    canvas.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && !pinned) show(null); });
    canvas.addEventListener("wheel", (event) => { event.preventDefault(); const [x, y] = at(event); zoom(Math.exp(-event.deltaY / 400), x, y); }, { passive: false });
    canvas.addEventListener("keydown", (event) => {
      const [tx, ty] = projection.translate();
      const steps: Record<string, [number, number]> = { ArrowLeft: [40, 0], ArrowRight: [-40, 0], ArrowUp: [0, 40], ArrowDown: [0, -40] };
      const step = steps[event.key];
      if (step) { projection.translate([tx + step[0], ty + step[1]]); draw(); }
      else if (event.key === "+" || event.key === "=") zoom(1.6);
      else if (event.key === "-") zoom(1 / 1.6);
      else if (event.key === "0") all();
      else if (event.key === "Escape" && chosen) show(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });

    const size = () => {
      if (frame.clientWidth === width) return;
      width = frame.clientWidth;
      all();
    };
    const watch = new ResizeObserver(() => { if (canvas.isConnected) size(); else watch.disconnect(); });
    watch.observe(frame);
    const recolour = () => { if (canvas.isConnected) draw(); else window.removeEventListener("selon-theme", recolour); };
    window.addEventListener("selon-theme", recolour);
    size();
    void world().then((topology) => {
      const countries = topology.objects.countries as GeometryCollection;
      land = feature(topology, countries) as never;
      borders = mesh(topology, countries, (a, b) => a !== b);
      draw();
    });
  };
  return { element, ready };
}

/** The four ends of a place's circle, so that all of it is in sight. */
function circleBox(point: Point) {
  const degrees = Math.max(0.15, ((point.radius_km ?? 0) / EARTH) * (180 / Math.PI));
  const wide = degrees / Math.max(0.2, Math.cos((point.lat * Math.PI) / 180));
  return {
    type: "Feature" as const,
    properties: {},
    geometry: { type: "MultiPoint" as const, coordinates: [[point.lon - wide, point.lat], [point.lon + wide, point.lat], [point.lon, point.lat - degrees], [point.lon, point.lat + degrees]] },
  };
}

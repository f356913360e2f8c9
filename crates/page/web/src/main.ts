// The shell of the page: masthead, the page that the address names, colophon.

import "./style.css";
import { onAddress } from "./address";
import { api, Refusal } from "./api";
import { actorsPage } from "./actors";
import { blindPage } from "./blind";
import { dispatchPage } from "./dispatch";
import { fill, h } from "./dom";
import { exportPage } from "./export";
import { incidentPage } from "./incident";
import { incidentsPage } from "./incidents";
import { helpPanel, pressed } from "./keys";
import { queuePage } from "./queue";
import { say } from "./status";
import { language, speak, t } from "./words";
import type { Meta } from "./types";

let meta: Meta | null = null;
const main = h("main", { id: "content", tabindex: "-1" });
const masthead = h("header", { class: "masthead" });
const colophon = h("footer", { class: "colophon" });

function theme(): "light" | "dark" {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function switchTheme(): void {
  const next = theme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("selon.theme", next);
  } catch {
    // Not remembered, that is all.
  }
  window.dispatchEvent(new Event("selon-theme"));
}

function drawMasthead(): void {
  const here = location.pathname;
  const blind = new URLSearchParams(location.search).get("blind") === "1";
  const link = (address: string, key: string, current: boolean) =>
    h("a", { href: address, "aria-current": current ? "page" : null }, t(key));
  fill(
    masthead,
    h("a", { class: "skip", href: "#content", onclick: (event: MouseEvent) => { event.preventDefault(); main.focus(); } }, t("skip")),
    h("div", { class: "masthead-top" },
      h("a", { class: "wordmark", href: "/" }, "Selon"),
      h("p", { class: "tagline" }, t("tagline")),
      h("div", { class: "switches" },
        h("button", { type: "button", lang: language === "fr" ? "en" : "fr", onclick: () => { speak(language === "fr" ? "en" : "fr"); void draw(); } }, t("language")),
        h("button", { type: "button", class: "theme", "aria-label": t("theme"), title: t("theme"), onclick: switchTheme }, h("span", { "aria-hidden": "true" }, "◐")),
        h("button", { type: "button", "aria-label": t("keys"), title: t("keys"), onclick: helpPanel }, "?"))),
    h("nav", { "aria-label": t("nav.main") },
      link("/", "nav.incidents", here === "/" || here.startsWith("/incidents")),
      link("/review", "nav.review", !blind && (here.startsWith("/review") || here.startsWith("/dispatches"))),
      link("/review?blind=1", "nav.blind", blind),
      link("/actors", "nav.actors", here.startsWith("/actors")),
      link("/export", "nav.export", here.startsWith("/export"))),
  );
  fill(colophon, h("p", {}, t("colophon")), meta && h("p", {}, `Selon ${meta.version} · ${meta.ledger}`));
}

let drawing = 0;

async function draw(): Promise<void> {
  const turn = ++drawing;
  drawMasthead();
  const [, room = "", id = ""] = location.pathname.split("/").map(decodeURIComponent);
  const query = new URLSearchParams(location.search);
  main.setAttribute("aria-busy", "true");
  try {
    meta ??= await api.meta();
    const page = await (room === "" ? incidentsPage(query, meta)
      : room === "incidents" && id ? incidentPage(id)
      : room === "dispatches" && id ? dispatchPage(id, query)
      : room === "review" ? (query.get("blind") === "1" ? blindPage() : queuePage(query))
      : room === "actors" ? actorsPage(query)
      : room === "export" ? exportPage(query)
      : missing());
    if (turn !== drawing) return;
    // Whoever works with the keyboard goes on where he was when the page is drawn anew.
    const held = main.contains(document.activeElement) ? document.activeElement!.id : "";
    fill(main, page.body);
    document.title = page.title ? `${page.title} – Selon` : "Selon";
    page.ready?.();
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    drawMasthead();
  } catch (error) {
    if (turn !== drawing) return;
    const refusal = error instanceof Refusal && error.status === 404 ? t("missing") : `${t("failed")}: ${(error as Error).message}`;
    fill(main, h("section", { class: "empty" }, h("h1", {}, refusal), h("p", {}, h("a", { href: "/" }, t("home")))));
  } finally {
    main.removeAttribute("aria-busy");
  }
}

/** What a page hands over: its body, its title, and what to do once it stands in the document. */
export interface Page {
  title: string;
  body: Node;
  ready?: () => void;
}

async function missing(): Promise<Page> {
  return { title: "", body: h("section", { class: "empty" }, h("h1", {}, t("missing")), h("p", {}, h("a", { href: "/" }, t("home")))) };
}

document.body.append(masthead, main, colophon, say.element);
let last = "";
onAddress(() => {
  // A new page begins at its top; a changed filter stays where it is.
  if (location.pathname !== last) window.scrollTo(0, 0);
  last = location.pathname;
  pressed.clear();
  void draw();
});
last = location.pathname;
void draw();

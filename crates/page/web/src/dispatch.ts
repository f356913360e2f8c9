// One dispatch: its text with the words of each claim, and the claims beside it, to be judged with the keyboard.

import { queryOf, filterOf, go, note } from "./address";
import { api } from "./api";
import { chain, marks, parties, tolls, when, where } from "./claims";
import { blindAddress } from "./blind";
import { changes } from "./changes";
import { claimForm } from "./claimform";
import { fill, h } from "./dom";
import { moment } from "./incident";
import { ask, helpPanel, pressed } from "./keys";
import type { Page } from "./main";
import { reading } from "./reading";
import { say } from "./status";
import type { Claim, ClaimView, DispatchBrief, DispatchDetail } from "./types";
import { day, event, number, t } from "./words";

export async function dispatchPage(id: string, query: URLSearchParams): Promise<Page> {
  const blind = query.get("blind") === "1";
  const detail = await api.dispatch(id, blind);
  const { dispatch } = detail;
  const history = detail.editions.length > 1 ? await api.editions(id, blind) : null;
  // What the machine made of the words is hidden here too.
  const changed = history && changes(history, id, blind);
  const title = dispatch.title || t("dispatch.untitled");
  const desk = new Desk(detail, query);
  const facts = [dispatch.agency, detail.dateline.map((one) => one.name).join(", "), dispatch.published ? day(dispatch.published) : t("dispatch.nodate")].filter(Boolean).join(" · ");
  const body = h("article", { class: "dispatch" },
    h("p", { class: "back" }, h("a", { href: query.has("queue") ? (blind ? "/review?blind=1" : `/review${queryOf(filterOf(query))}`) : "/" }, `← ${t(query.has("queue") ? (blind ? "blind.title" : "queue.title") : "incident.list")}`)),
    h("div", { class: "dispatch-columns" },
      h("div", { class: "sheet" },
        h("p", { class: "kicker" }, facts),
        dispatch.retracted && h("p", { class: "warning" }, t("retracted.dispatch"), changed && [" ", toChanges(changed)]),
        !dispatch.retracted && changed && h("p", { class: "hint to-changes" }, toChanges(changed)),
        detail.headline ? h("h1", { class: "hidden" }, title) : null,
        detail.text === null ? h("p", { class: "empty" }, t("dispatch.none")) : desk.text.element,
        h("p", { class: "hint" }, t("dispatch.select")),
        changed,
        editions(detail)),
      h("aside", { class: "margin", "aria-label": t("dispatch.claims") }, desk.margin)),
    desk.adder);
  return { title, body, ready: () => desk.ready() };
}

/** Leads down to what changed; the address stays. */
function toChanges(section: HTMLElement): HTMLElement {
  return h("a", { href: `#${section.id}`, onclick: (event: MouseEvent) => {
    event.preventDefault();
    section.scrollIntoView();
    section.focus({ preventScroll: true });
  } }, t("changes.show"));
}

function editions(detail: DispatchDetail): HTMLElement | null {
  const list = (name: string, all: DispatchBrief[]) => all.length > 0 && h("section", {}, h("h2", {}, t(name)), h("ul", {}, all.map((one) => h("li", {},
    one.id === detail.dispatch.id ? h("span", {}, `${one.title} (${t("dispatch.edition.current")})`) : h("a", { href: `/dispatches/${one.id}`, lang: one.language }, one.title),
    h("span", { class: "muted" }, ` ${[one.agency, one.published && day(one.published, true), t(`edition.${one.edition}`)].filter(Boolean).join(", ")}`)))));
  return h("footer", { class: "sheet-foot" },
    list("dispatch.editions", detail.editions), list("dispatch.copies", detail.copies),
    detail.sources.length > 0 && h("p", { class: "muted" }, `${t("source")}: ${detail.sources.join(", ")}`),
    detail.url && h("p", { class: "muted" }, detail.url));
}

/** The claims of one dispatch under review. */
class Desk {
  readonly margin = h("div", { class: "cards" });
  readonly adder = h("button", { type: "button", class: "adder", hidden: true });
  text;
  private claims: ClaimView[];
  private at: number;
  private editing: "none" | "claim" | "new" = "none";
  private blind: boolean;
  /** The words that are to be coded blind. */
  private waiting: { start: number; end: number } | null = null;
  private fresh: Claim | null = null;

  constructor(private detail: DispatchDetail, private query: URLSearchParams) {
    this.blind = query.get("blind") === "1";
    this.claims = detail.claims;
    const [, low, high] = /^(\d+)-(\d+)$/.exec(query.get("words") ?? "") ?? [];
    if (this.blind && low && high && Number(low) < Number(high)) this.waiting = { start: Number(low), end: Number(high) };
    const wanted = this.shown().findIndex((one) => one.claim.id === query.get("claim"));
    const open = this.shown().findIndex((one) => one.review === "unreviewed" && !one.retracted);
    this.at = wanted >= 0 ? wanted : Math.max(0, query.has("queue") ? open : 0);
    this.text = reading(detail, this.shown(), (claim) => this.go(claim), this.waiting);
  }

  /** What is shown: not what was added by hand and taken back. Blind, the program sends only what the reader coded blind. */
  private shown(): ClaimView[] {
    return this.claims.filter((one) => one.origin !== "person" || one.review !== "rejected");
  }

  /** Whether what is decided now was decided without having seen the coding. */
  private unseen(): boolean {
    return this.blind && !this.detail.seen;
  }

  private current(): ClaimView | null {
    return this.shown()[this.at] ?? null;
  }

  ready(): void {
    const keys: Record<string, () => void> = {
      j: () => this.go(this.at + 1), ArrowDown: () => this.go(this.at + 1), k: () => this.go(this.at - 1), ArrowUp: () => this.go(this.at - 1),
      a: () => void this.decide("accept"), r: () => void this.decide("reject"), e: () => this.edit(), Enter: () => this.edit(), c: () => void this.comment(),
      u: () => void this.undo(), n: () => void this.next(), i: () => this.incident(), "+": () => this.add(), "=": () => this.add(), b: () => this.hide(), h: helpPanel,
    };
    for (const [key, action] of Object.entries(keys)) pressed.set(key, action);
    this.adder.append(`${t("dispatch.add")} `, h("kbd", { "aria-hidden": "true" }, "+"));
    // The button must not take the selection away before it is read.
    this.adder.addEventListener("pointerdown", (event) => event.preventDefault());
    this.adder.addEventListener("click", () => this.add());
    const offer = () => {
      if (!this.adder.isConnected) { document.removeEventListener("selectionchange", offer); return; }
      const words = this.text.selection();
      this.adder.hidden = !words || this.editing !== "none";
      if (words) {
        this.adder.style.left = `${Math.max(8, Math.min(words.rectangle.left + window.scrollX, document.documentElement.clientWidth - 200))}px`;
        this.adder.style.top = `${words.rectangle.bottom + window.scrollY + 6}px`;
      }
    };
    document.addEventListener("selectionchange", offer);
    this.draw(true);
    const open = this.text.element.querySelector(".waiting")?.getBoundingClientRect();
    if (open && open.bottom > window.innerHeight * 0.5) this.text.element.querySelector(".waiting")!.scrollIntoView({ block: "center" });
  }

  private draw(scroll: boolean): void {
    const list = this.shown();
    const done = list.filter((one) => one.review !== "unreviewed").length;
    fill(this.margin,
      h("div", { class: "cards-head" },
        h("h2", {}, t("dispatch.claims"), " ", h("span", { class: "muted" }, this.blind ? "" : `${number(done)}/${number(list.length)}`)),
        h("p", { class: "cards-buttons" },
          this.button("k", "act.previous", () => this.go(this.at - 1)), this.button("j", "act.next", () => this.go(this.at + 1)), this.button("u", "act.undo", () => void this.undo()))),
      this.blind && h("p", { class: "hint" }, `${t("blind.on")} ${t(this.detail.seen ? "blind.seen" : "blind.counts")}`),
      this.waiting && this.editing === "none" && h("div", { class: "waiting-words" },
        h("p", {}, h("q", { lang: this.detail.dispatch.language }, this.letters(this.waiting))),
        h("p", { class: "buttons" }, this.button("+", "blind.code", () => this.add(), true), this.unseen() && this.button("r", "blind.nothing", () => void this.nothing()))),
      this.editing === "new" && this.fresh ? this.form(this.fresh, true) : null,
      list.length === 0 && !this.blind ? h("p", { class: "empty" }, t("dispatch.noclaims")) : null,
      h("ol", {}, list.map((view, at) => h("li", {}, this.card(view, at)))),
      this.query.has("queue") && h("p", {}, h("button", { type: "button", class: "next-dispatch", onclick: () => void this.next() }, `${t("act.more")} → `, h("kbd", {}, "N"))));
    this.text.focus(this.editing === "new" || list.length === 0 ? null : this.at);
    const card = this.margin.querySelector<HTMLElement>(".card.now");
    if (card && scroll) {
      // The margin scrolls by itself; the page must not jump with it.
      const holder = this.margin.closest<HTMLElement>(".margin");
      if (holder && holder.scrollHeight > holder.clientHeight) holder.scrollTo({ top: card.offsetTop - 70 });
    }
  }

  private button(key: string, words: string, action: () => void, primary = false): HTMLElement {
    return h("button", { type: "button", class: primary ? "primary" : null, "aria-keyshortcuts": key, onclick: (event: MouseEvent) => { event.stopPropagation(); action(); } }, t(words), " ", h("kbd", { "aria-hidden": "true" }, key.toUpperCase()));
  }

  private card(view: ClaimView, at: number): HTMLElement {
    const { claim } = view;
    const now = at === this.at && this.editing !== "new";
    const head = h("button", { type: "button", class: "card-head", "aria-expanded": now, onclick: () => this.go(at) },
      h("span", { class: "card-event" }, event(claim.event)), h("span", { class: "card-parties" }, parties(claim)), h("span", { class: "card-marks" }, marks(view)));
    const classes = `card${now ? " now" : ""}${view.review === "rejected" || view.retracted ? " gone" : ""}`;
    const article = h("article", { class: classes, "data-claim": claim.id }, head);
    if (!now) {
      article.addEventListener("pointerenter", () => { if (this.editing === "none") this.text.focus(at); });
      article.addEventListener("pointerleave", () => { if (this.editing === "none") this.text.focus(this.at); });
      return article;
    }
    if (this.editing === "claim") {
      article.append(this.form(claim, false));
      return article;
    }
    const row = (name: string, value: Node | string | null, kind = "") => value ? [h("dt", {}, t(name)), h("dd", { class: kind ? `key-${kind}` : null }, value)] : [];
    article.append(
      h("dl", { class: "fields-read" },
        row("field.said_by", chain(view), "speaker"),
        row("field.toll", tolls(claim).length ? h("ul", {}, tolls(claim).map((one) => h("li", {}, one))) : null, "toll"),
        row("field.when", when(claim), "when"), row("field.where", where(claim), "where"),
        row("field.means", claim.means.map((one) => one.text).join(", ") || null),
        row("about", claim.about ? event(claim.about.event) : null)),
      h("p", { class: "muted codes" }, `${claim.event.type}${claim.event.mode ? `/${claim.event.mode}` : ""} · CAMEO ${claim.event.cameo} · ${t("confidence", number(Math.round(claim.confidence * 100) / 100))}`),
      h("ul", { class: "comments" }, view.comments.filter((one) => !one.undone).map((one) => h("li", {}, h("span", { class: "muted" }, `${one.author}, ${moment(one.at)}: `), String((one.what as { text?: string } | null)?.text ?? "")))),
      this.blind ? h("p", { class: "buttons" }, this.button("e", "act.edit", () => this.edit())) : h("p", { class: "buttons" },
        this.button("a", "act.accept", () => void this.decide("accept"), true), this.button("r", "act.reject", () => void this.decide("reject")),
        this.button("e", "act.edit", () => this.edit()), this.button("c", "act.comment", () => void this.comment())),
      view.incident ? h("p", { class: "card-incident" }, h("a", { href: `/incidents/${view.incident}` }, `${t("dispatch.incident")} →`)) : "");
    return article;
  }

  private form(claim: Claim, fresh: boolean): HTMLElement {
    return claimForm(claim, {
      save: (fields, words) => void this.save(claim, fields, words, fresh),
      cancel: () => { this.editing = "none"; this.draw(false); },
      selection: () => this.text.selection(),
    });
  }

  private go(at: number): void {
    if (this.editing !== "none") return;
    const last = this.shown().length - 1;
    this.at = Math.min(Math.max(0, at), Math.max(0, last));
    const claim = this.current();
    // Blind, the address names the words that wait.
    if (claim && !this.waiting) {
      this.query.set("claim", claim.claim.id);
      note(`${location.pathname}?${this.query}`);
    }
    this.draw(true);
  }

  /** The words that wait tell nothing. */
  private async nothing(): Promise<void> {
    const claim = this.query.get("claim");
    if (!claim || !this.waiting || !this.unseen() || this.editing !== "none") return;
    await this.attempt(async () => {
      await api.nothing(claim);
      say(t("blind.told"));
      await this.next();
    });
  }

  private letters(words: { start: number; end: number }): string {
    return Array.from(this.detail.text ?? "").slice(words.start, words.end).join("");
  }

  private async decide(what: "accept" | "reject"): Promise<void> {
    // Accepting and rejecting is for those who see what the machine made of the words.
    if (this.blind) { if (what === "reject") await this.nothing(); return; }
    const view = this.current();
    if (!view || this.editing !== "none") return;
    await this.attempt(async () => {
      this.replace(what === "accept" ? await api.accept(view.claim.id) : await api.reject(view.claim.id, ""));
      say(t("act.done", t(`review.${what === "accept" ? "accepted" : "rejected"}`)));
      this.go(this.at + 1);
    });
  }

  private async comment(): Promise<void> {
    const view = this.current();
    if (!view || this.blind) return;
    const words = await ask(t("act.comment.ask"));
    if (!words) return;
    await this.attempt(async () => { this.replace(await api.comment(view.claim.id, words)); this.draw(false); });
  }

  private edit(): void {
    if (!this.current() || this.editing !== "none") return;
    this.editing = "claim";
    this.draw(true);
    this.margin.querySelector<HTMLElement>("form select, form input")?.focus();
  }

  private add(): void {
    const words = this.text.selection() ?? (this.waiting && { ...this.waiting, text: this.letters(this.waiting) });
    if (!words) { say(t("dispatch.select")); return; }
    const paragraph = this.detail.body.find((one) => one.start <= words.start && one.end >= words.end) ?? words;
    this.fresh = {
      id: "", sentence: sentenceAt(this.detail.text ?? "", paragraph, words), trigger: { text: words.text, start: words.start, end: words.end },
      event: { type: "ASSAULT", mode: null, contexts: [], cameo: "190", concept: "attack" }, about: null, actors: [], recipients: [], said_by: [], status: "actual",
      unconfirmed: false, background: false, when: null, where: null, toll: [], means: [], confidence: 1,
    };
    this.editing = "new";
    this.adder.hidden = true;
    this.draw(false);
    this.margin.querySelector<HTMLElement>("form select")?.focus();
  }

  private async save(claim: Claim, fields: Record<string, unknown>, words: string, fresh: boolean): Promise<void> {
    await this.attempt(async () => {
      if (fresh) {
        const added = await api.add(this.detail.dispatch.id, { ...claim, ...fields }, this.unseen());
        this.editing = "none";
        await this.reload(added.claim.id);
      } else {
        if (Object.keys(fields).length > 0) {
          this.replace(await api.correct(claim.id, fields, words, this.unseen()));
          say(t("act.done", t("review.corrected")));
        }
        this.editing = "none";
        await this.reload(claim.id);
      }
    });
  }

  private async undo(): Promise<void> {
    if (this.editing !== "none") return;
    await this.attempt(async () => {
      const undone = await api.undo();
      say(t(undone.undone ? "act.undone" : "act.nothing"));
      if (undone.dispatch && undone.dispatch !== this.detail.dispatch.id) go(`/dispatches/${undone.dispatch}?claim=${undone.claim}`);
      else await this.reload(undone.claim);
    });
  }

  private async next(): Promise<void> {
    await this.attempt(async () => {
      if (this.blind) {
        const here = this.query.get("claim");
        const item = (await api.blindQueue()).items.find((one) => one.claim !== here);
        if (!this.margin.isConnected) return;
        go(item ? blindAddress(item) : "/review?blind=1");
        return;
      }
      const filter = queryOf(filterOf(this.query), { limit: 50 });
      const queue = await api.queue(filter);
      // Whoever went elsewhere in the meantime stays there.
      if (!this.margin.isConnected) return;
      const item = queue.items.find((one) => one.dispatch !== this.detail.dispatch.id) ?? queue.items.find((one) => one.claim.id !== this.current()?.claim.id);
      if (item) go(`/dispatches/${item.dispatch}${queryOf(filterOf(this.query), { claim: item.claim.id, queue: 1 })}`);
      else go(`/review${queryOf(filterOf(this.query))}`);
    });
  }

  private incident(): void {
    const incident = this.current()?.incident;
    if (incident) go(`/incidents/${incident}`);
  }

  private hide(): void {
    if (this.editing !== "none") return;
    this.query.delete("claim");
    this.query.delete("words");
    if (this.blind) this.query.delete("blind");
    else this.query.set("blind", "1");
    go(`${location.pathname}?${this.query}`, true);
  }

  private replace(view: ClaimView): void {
    const at = this.claims.findIndex((one) => one.claim.id === view.claim.id);
    if (at >= 0) this.claims[at] = view;
  }

  /** Reads the dispatch again: words and claims may have moved. */
  private async reload(claim: string | null): Promise<void> {
    this.detail = await api.dispatch(this.detail.dispatch.id, this.blind);
    this.claims = this.detail.claims;
    const old = this.text.element;
    this.text = reading(this.detail, this.shown(), (one) => this.go(one), this.waiting);
    old.replaceWith(this.text.element);
    const at = this.shown().findIndex((one) => one.claim.id === claim);
    this.at = at >= 0 ? at : Math.min(this.at, Math.max(0, this.shown().length - 1));
    this.draw(true);
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      say(`${t("failed")}: ${(error as Error).message}`);
    }
  }
}

/** The sentence around these words: the reader's own division is not known here, the language's rule is. */
function sentenceAt(text: string, paragraph: { start: number; end: number }, words: { start: number; end: number }): { index: number; start: number; end: number } {
  const letters = Array.from(text).slice(paragraph.start, paragraph.end).join("");
  let start = paragraph.start;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "sentence" }).segment(letters)) {
    const long = Array.from(segment).length;
    if (start <= words.start && start + long > words.start) return { index: 0, start, end: Math.max(start + Array.from(segment.trimEnd()).length, words.end) };
    start += long;
  }
  return { index: 0, start: words.start, end: words.end };
}


// Correcting a claim in place. Only the fields that changed are sent.

import { h } from "./dom";
import type { Actor, Claim, Toll, Voice } from "./types";
import { coded, concepts, event as eventName, modes, t, types } from "./words";

interface Words {
  start: number;
  end: number;
  text: string;
}

interface Actions {
  save: (fields: Record<string, unknown>, note: string) => void;
  cancel: () => void;
  selection: () => Words | null;
}

const STATUSES = ["actual", "denied", "planned", "conditional"];
const KINDS = ["killed", "wounded", "captured", "missing", "detained", "displaced", "freed", "destroyed", "casualties"];
/** What a code looks like: `ARM`, `ARM.MIL`, `MLI.REB.JNIM`. */
const CODE = "[A-Z]{3}(\\.[^.,]+){0,2}";

/** An actor that somebody names by its code alone. */
function actorOf(code: string, known: Actor[], words: Words | null): Actor {
  const same = known.find((one) => one.code === code);
  if (same) return same;
  const [land = "", sector = null] = code.split(".");
  return {
    code, country: ["IGO", "NGO", "UNK"].includes(land) ? null : land, sector, role: null, name: null,
    text: words?.text ?? null, start: words?.start ?? null, end: words?.end ?? null,
  };
}

function codes(text: string): string[] {
  return text.split(/[,\s]+/).map((one) => one.trim()).filter(Boolean).map((one) => one.replace(/^[a-z.]+/, (low) => low.toUpperCase()));
}

function whole(text: string): number | null {
  return text.trim() === "" ? null : Math.max(0, Math.round(Number(text)));
}

export function claimForm(claim: Claim, actions: Actions): HTMLElement {
  const known = [...claim.actors, ...claim.recipients, ...claim.said_by.map((one) => one.actor)];
  // Words that are selected in the text while the form is open are the evidence of the next actor that is named.
  let evidence: Words | null = null;
  const choose = (id: string, values: [string, string][], value: string) => h("select", { id }, values.map(([code, name]) => h("option", { value: code, selected: code === value }, name)));
  const event = h("select", { id: "edit-event" },
    coded(claim.event.concept) ? null : h("option", { value: claim.event.concept, selected: true }, eventName(claim.event)),
    types().map(([code, name]) => h("optgroup", { label: name }, concepts(code).map(([concept, label]) => h("option", { value: concept, selected: concept === claim.event.concept }, label)))));
  const mode = choose("edit-mode", [["", t("edit.none")], ...modes()], claim.event.mode ?? "");
  event.addEventListener("change", () => { mode.value = coded(event.value)?.[1] ?? ""; });
  const status = choose("edit-status", STATUSES.map((one) => [one, t(`status.${one}`)]), claim.status);
  const list = (id: string, actors: Actor[]) => {
    const field = h("input", { id, value: actors.map((one) => one.code).join(", "), pattern: ` *${CODE}( *, *${CODE})* *`, title: t("edit.codes"), placeholder: t("edit.none"), spellcheck: "false", autocapitalize: "characters", list: "edit-codes" });
    field.addEventListener("focus", () => { evidence = actions.selection() ?? evidence; });
    return field;
  };
  const doers = list("edit-actors", claim.actors);
  const receivers = list("edit-recipients", claim.recipients);
  const speakers = list("edit-said_by", claim.said_by.map((one) => one.actor));
  const from = h("input", { type: "date", id: "edit-from", value: claim.when?.start ?? "", "aria-label": t("edit.from") });
  const to = h("input", { type: "date", id: "edit-to", value: claim.when?.end ?? "", "aria-label": t("edit.to") });
  const place = h("input", { id: "edit-place", value: claim.where?.name ?? "", placeholder: t("edit.none") });
  const unconfirmed = h("input", { type: "checkbox", id: "edit-unconfirmed", checked: claim.unconfirmed });
  const background = h("input", { type: "checkbox", id: "edit-background", checked: claim.background });
  const words = h("input", { id: "edit-note", placeholder: t("edit.note"), "aria-label": t("edit.note") });

  const tolls = h("div", { class: "edit-tolls" });
  const rows: { toll: Toll | null; kind: HTMLSelectElement; low: HTMLInputElement; best: HTMLInputElement; high: HTMLInputElement; line: HTMLElement }[] = [];
  const addToll = (toll: Toll | null) => {
    const figure = (name: "low" | "best" | "high") => h("input", { type: "number", min: 0, step: 1, value: toll?.[name] ?? "", "aria-label": t(`edit.${name}`), placeholder: t(`edit.${name}`) });
    const row = {
      toll, kind: h("select", { "aria-label": t("edit.kind") }, KINDS.map((one) => h("option", { value: one, selected: one === toll?.kind }, t(`toll.${one}`)))),
      low: figure("low"), best: figure("best"), high: figure("high"), line: h("p", {}),
    };
    row.line.append(row.kind, row.low, row.best, row.high, h("button", { type: "button", "aria-label": t("edit.toll.remove"), title: t("edit.toll.remove"), onclick: () => { rows.splice(rows.indexOf(row), 1); row.line.remove(); } }, "×"));
    rows.push(row);
    tolls.append(row.line);
  };
  claim.toll.forEach(addToll);

  const changed = (): Record<string, unknown> => {
    const fields: Record<string, unknown> = {};
    if (event.value !== claim.event.concept || mode.value !== (claim.event.mode ?? "")) {
      const [type, , cameo, contexts] = event.value === claim.event.concept ? [claim.event.type, null, claim.event.cameo, claim.event.contexts] : coded(event.value)!;
      fields.event = { type, mode: mode.value || null, contexts, cameo, concept: event.value };
    }
    if (status.value !== claim.status) fields.status = status.value;
    if (unconfirmed.checked !== claim.unconfirmed) fields.unconfirmed = unconfirmed.checked;
    if (background.checked !== claim.background) fields.background = background.checked;
    const party = (field: "actors" | "recipients", text: string) => {
      const wanted = codes(text);
      if (wanted.join() !== claim[field].map((one) => one.code).join()) fields[field] = wanted.map((code) => actorOf(code, known, evidence));
    };
    party("actors", doers.value);
    party("recipients", receivers.value);
    const voices = codes(speakers.value);
    if (voices.join() !== claim.said_by.map((one) => one.actor.code).join()) {
      fields.said_by = voices.map((code): Voice => claim.said_by.find((one) => one.actor.code === code) ?? { actor: actorOf(code, known, evidence), verb: null, stance: "asserts", quote: "none", start: null, end: null });
    }
    if (from.value !== (claim.when?.start ?? "") || to.value !== (claim.when?.end ?? "")) {
      const start = from.value || null;
      const end = to.value || start;
      fields.when = start === null && end === null ? null : {
        ...(claim.when ?? { text: claim.trigger.text, text_start: claim.trigger.start, text_end: claim.trigger.end }),
        start, end, precision: start === end ? "day" : claim.when?.precision === "weekday-in-month" || !claim.when ? "week" : claim.when.precision, candidates: [],
      };
    }
    if (place.value.trim() !== (claim.where?.name ?? "")) {
      const name = place.value.trim();
      const at = evidence ?? claim.trigger;
      // A place named by hand has no point until the gazetteer is asked: none is better than a wrong one.
      fields.where = name === "" ? null : { name, country: null, admin1: null, lat: null, lon: null, id: null, precision: "exact", text: at.text, start: at.start, end: at.end };
    }
    const figures = rows.map((row): Toll => {
      const best = whole(row.best.value);
      const low = whole(row.low.value);
      const high = whole(row.high.value);
      const base = row.toll ?? { kind: "killed", low, best, high, approx: false, who: null, group: null, part_of: null, superseded: false, text: claim.trigger.text, start: claim.trigger.start, end: claim.trigger.end };
      return { ...base, kind: row.kind.value, low: low ?? (row.toll ? null : best), best, high: high ?? (row.toll ? null : best) };
    });
    if (JSON.stringify(figures) !== JSON.stringify(claim.toll)) {
      // A part keeps its whole only while that line is still there.
      fields.toll = figures.map((one) => one.part_of !== null && one.part_of >= figures.length ? { ...one, part_of: null } : one);
    }
    return fields;
  };

  const line = (name: string, ...fields: HTMLElement[]) => h("div", { class: "edit-line" }, h("label", { for: fields[0]!.id || null }, t(name)), h("div", {}, fields));
  const form = h("form", { class: "edit", "aria-label": t(claim.id ? "edit.title" : "dispatch.add"), onsubmit: (submitted: SubmitEvent) => { submitted.preventDefault(); actions.save(changed(), words.value.trim()); } },
    h("p", { class: "edit-title" }, t(claim.id ? "edit.title" : "dispatch.add"), ": ", h("em", {}, claim.trigger.text)),
    line("field.event", event, mode), line("field.status", status), line("field.actors", doers), line("field.recipients", receivers), line("field.said_by", speakers),
    line("field.when", from, to), line("field.where", place),
    h("div", { class: "edit-line" }, h("span", {}, t("field.toll")), h("div", {}, tolls, h("button", { type: "button", class: "quiet", onclick: () => addToll(null) }, `+ ${t("edit.toll.add")}`))),
    h("div", { class: "edit-line checks" }, h("span", {}), h("div", {}, h("label", {}, unconfirmed, " ", t("field.unconfirmed")), h("label", {}, background, " ", t("field.background")))),
    h("datalist", { id: "edit-codes" }, [...new Set(known.map((one) => one.code))].map((code) => h("option", { value: code }))),
    claim.id ? h("div", { class: "edit-line" }, h("label", { for: "edit-note" }, t("field.comment")), h("div", {}, words)) : null,
    h("p", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, t("edit.save")), h("button", { type: "button", onclick: actions.cancel }, t("edit.cancel"), " ", h("kbd", {}, "Esc"))));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { event.preventDefault(); actions.cancel(); }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  return form;
}

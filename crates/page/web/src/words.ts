// What the page says, in the reader's language. Every string stands in ../data; names come from the packs and the ontology.

import chosen from "../generated/concepts.json";
import english from "../generated/en.json";
import french from "../generated/fr.json";
import type { Actor, TollRange } from "./types";

const choices = chosen as unknown as Record<string, [string, string | null, string, string[]]>;

export type Language = "en" | "fr";

interface Vocabulary {
  words: Record<string, string>;
  type: Record<string, string>;
  mode: Record<string, string>;
  /** By type and mode: what an event is called where its concept is not known. */
  way: Record<string, string>;
  role: Record<string, string>;
  sector: Record<string, string>;
  group: Record<string, string>;
  concept: Record<string, string>;
  /** By ISO code: name, capital, adjective. */
  countries: Record<string, [string, string, string]>;
  actors: Record<string, string>;
}

const vocabularies: Record<Language, Vocabulary> = {
  en: english as unknown as Vocabulary,
  fr: french as unknown as Vocabulary,
};

export let language: Language = document.documentElement.lang === "fr" ? "fr" : "en";
let vocabulary = vocabularies[language];

export function speak(wanted: Language): void {
  language = wanted;
  vocabulary = vocabularies[wanted];
  document.documentElement.lang = wanted;
  try {
    localStorage.setItem("selon.language", wanted);
  } catch {
    // Not remembered, that is all.
  }
}

/** A string of the page; `{0}` and so on are replaced. An unknown key is shown as it is. */
export function t(key: string, ...values: (string | number)[]): string {
  const words = vocabulary.words[key];
  if (words === undefined) return key.slice(key.lastIndexOf(".") + 1).replaceAll("-", " ");
  return words.replace(/\{(\d)\}/g, (_, at: string) => String(values[Number(at)] ?? ""));
}

/** The same with a number, in singular or plural. French counts 0 and 1 as singular. */
export function count(key: string, value: number): string {
  const single = language === "fr" ? value < 2 : value === 1;
  return t(single ? `${key}.one` : key, number(value));
}

export function number(value: number): string {
  return new Intl.NumberFormat(language).format(value);
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What the PLOVER type is called. */
export function type(code: string): string {
  return vocabulary.type[code] ?? code;
}

/** What happened, as precisely as it is known. */
export function event(of: { type: string; mode: string | null; concept?: string }): string {
  if (of.concept) {
    const label = vocabulary.concept[of.concept];
    if (label) return label;
  }
  const way = vocabulary.way[of.mode ? `${of.type}/${of.mode}` : of.type];
  if (way) return way;
  return of.mode ? `${type(of.type)}, ${vocabulary.mode[of.mode] ?? of.mode}` : type(of.type);
}

export function modes(): [string, string][] {
  return Object.entries(vocabulary.mode).sort((a, b) => a[1].localeCompare(b[1], language));
}
export function types(): [string, string][] {
  return Object.entries(vocabulary.type).sort((a, b) => a[1].localeCompare(b[1], language));
}
/** The concepts of a type, by their labels. */
export function concepts(of: string): [string, string][] {
  const mine = Object.keys(choices).filter((concept) => choices[concept]![0] === of);
  return mine.map((concept): [string, string] => [concept, vocabulary.concept[concept] ?? concept]).sort((a, b) => a[1].localeCompare(b[1], language));
}
/** Type, mode, CAMEO code and contexts of a concept. */
export function coded(concept: string): [string, string | null, string, string[]] | undefined {
  return choices[concept];
}

export function country(code: string): string {
  return vocabulary.countries[code]?.[0] ?? (code === "UNK" ? t("unknown") : code);
}

/** The seat of a government, as the press names it. */
export function seat(code: string): string | null {
  return vocabulary.countries[code]?.[1] || null;
}

export function group(name: string): string {
  return vocabulary.group[name] ?? name.replaceAll("-", " ");
}

/** A side: a country, a group, the agencies, third parties. */
export function side(code: string, short = false): string {
  const own = vocabulary.words[short ? `side.${code}.short` : `side.${code}`] ?? vocabulary.words[`side.${code}`];
  return own ?? party(code, null, null);
}

/** A party by its code: “Armenian army”, “armée (Arménie)”. */
export function party(code: string, role: string | null, name: string | null): string {
  const [land = "", sector, short] = code.split(".");
  if (short !== undefined) {
    const known = vocabulary.actors[code] ?? vocabulary.actors[`*.${sector}.${short}`];
    if (known) return known;
  }
  if (vocabulary.actors[code] && (land === "IGO" || land === "NGO")) return vocabulary.actors[code]!;
  if (!sector) return country(land);
  if (land === "IGO" || land === "NGO") return name ?? sector;
  // The Taliban govern since 2021: the code knows, the word they are told by does not.
  if (sector === "GOV" && role && ["rebels", "jihadists", "militia"].includes(role)) role = null;
  const what = (role ? vocabulary.role[role] : undefined) ?? vocabulary.sector[sector] ?? role ?? sector.toLowerCase();
  if (land === "UNK") return short ? short : capital(what);
  const adjective = vocabulary.countries[land]?.[2];
  const plain = language === "en" && adjective ? `${adjective} ${what}` : `${capital(what)} (${country(land)})`;
  return short ? `${short}, ${plain}` : plain;
}

export function actor(of: Actor): string {
  return party(of.code, of.role, of.name);
}

/** Several actors: “A, B”. */
export function actors(list: Actor[]): string {
  return [...new Set(list.map(actor))].join(", ");
}

const options: Record<string, Intl.DateTimeFormatOptions> = {
  day: { day: "numeric", month: "long", year: "numeric" },
  short: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
  bare: { day: "numeric", month: "short" },
};

function format(day: string, how: string): string {
  const [year, month = "01", date = "01"] = day.split("-");
  const time = Date.UTC(Number(year), Number(month) - 1, Number(date));
  const locale = language === "en" ? "en-GB" : "fr";
  const text = new Intl.DateTimeFormat(locale, { ...options[how], timeZone: "UTC" }).format(time);
  return language === "fr" ? text.replace(/^1 /, "1er ") : text;
}

/** A day, month or year written `2021-11-16`, `2021-11`, `2021`. */
export function day(text: string, short = false): string {
  if (text.length <= 4) return format(text, "year");
  if (text.length <= 7) return format(text, "month");
  return format(text, short ? "short" : "day");
}

/** A time with its precision. */
export function days(of: { from: string; to: string; precision: string } | null, short = false): string {
  if (!of) return t("undated");
  if (of.from === of.to) return day(of.from, short);
  if (of.precision === "month") return format(of.from, "month");
  if (of.precision === "year") return format(of.from, "year");
  if (of.from.slice(0, 7) === of.to.slice(0, 7) && isWholeMonth(of.from, of.to)) return format(of.from, "month");
  return `${day(of.from, true)} – ${day(of.to, true)}`;
}

function isWholeMonth(from: string, to: string): boolean {
  const last = new Date(Date.UTC(Number(from.slice(0, 4)), Number(from.slice(5, 7)), 0)).getUTCDate();
  return from.endsWith("-01") && Number(to.slice(8)) === last;
}

/** The figures of a toll without its kind: “15”, “at least 20”, “5–7”. */
export function figure(of: { low: number | null; best: number | null; high: number | null; approx: boolean }): string {
  const { low, high, best } = of;
  const about = (text: string) => (of.approx ? t("about.figure", text) : text);
  if (low !== null && high !== null) return about(low === high ? number(low) : `${number(low)}–${number(high)}`);
  if (low !== null) return best !== null && best !== low ? `${about(number(best))}` : t("least", number(low));
  if (high !== null) return t("most", number(high));
  return best !== null ? about(number(best)) : t("some");
}

/** What a toll counts, as it stands after its figure: “killed”, “mort”, “morts”. */
export function harm(of: { kind: string; low: number | null; best: number | null; high: number | null }): string {
  const most = of.high ?? of.best ?? of.low;
  return t(most !== null && most < 2 && (language === "fr" || most === 1) ? `toll.${of.kind}.one` : `toll.${of.kind}`);
}

/** “15 killed”. */
export function toll(of: TollRange): string {
  return `${figure(of)} ${harm(of)}`;
}

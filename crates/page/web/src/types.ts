// What the API sends (docs/openapi.json) and the claim of docs/record.schema.json.

export interface Inferred {
  from: string;
  ref: string;
}
export interface Actor {
  code: string;
  country: string | null;
  sector: string | null;
  role: string | null;
  name: string | null;
  text: string | null;
  start: number | null;
  end: number | null;
  inferred?: Inferred | null;
}
export interface Voice {
  actor: Actor;
  verb: string | null;
  stance: string;
  quote: string;
  start: number | null;
  end: number | null;
}
export interface Words {
  text: string;
  start: number;
  end: number;
}
export interface Event {
  type: string;
  mode: string | null;
  contexts: string[];
  cameo: string;
  concept: string;
}
export interface When {
  start: string | null;
  end: string | null;
  precision: string;
  candidates: string[];
  text: string;
  text_start: number;
  text_end: number;
  inferred?: Inferred | null;
}
export interface Where {
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  id: number | null;
  precision: string;
  text: string;
  start: number;
  end: number;
  inferred?: Inferred | null;
}
export interface Toll {
  kind: string;
  low: number | null;
  best: number | null;
  high: number | null;
  approx: boolean;
  who: Actor | null;
  group: string | null;
  part_of: number | null;
  superseded: boolean;
  text: string;
  start: number;
  end: number;
}
export interface Claim {
  id: string;
  sentence: { index: number; start: number; end: number };
  trigger: Words;
  event: Event;
  about: { event: Event; actors: Actor[]; recipients: Actor[] } | null;
  actors: Actor[];
  recipients: Actor[];
  said_by: Voice[];
  status: string;
  unconfirmed: boolean;
  background: boolean;
  when: When | null;
  where: Where | null;
  toll: Toll[];
  means: { kind: string; text: string; start: number; end: number }[];
  confidence: number;
}

export interface Days {
  from: string;
  to: string;
  precision: string;
}
export interface Place {
  name: string;
  country: string | null;
  admin1: string | null;
  lat: number | null;
  lon: number | null;
  precision: string;
  radius_km: number | null;
}
export interface TollRange {
  kind: string;
  who: string | null;
  group: string | null;
  low: number | null;
  best: number | null;
  high: number | null;
  approx: boolean;
}
export interface IncidentRow {
  id: string;
  when: Days | null;
  place: Place | null;
  type: string;
  mode: string | null;
  types: string[];
  sides: string[];
  speakers: string[];
  title: string;
  tolls: TollRange[];
  versions: number;
  disputes: number;
  claims: number;
  dispatches: number;
  origins: number;
  grade: string;
  review: string;
}
export interface IncidentList {
  total: number;
  items: IncidentRow[];
}
export interface Version {
  side: string;
  kind: string;
  speakers: string[];
  claims: string[];
  tolls: TollRange[];
  initiator: string | null;
  origins: number;
  reliability: string | null;
  credibility: number | null;
}
export interface Dispute {
  field: string;
  kind: string | null;
  claim_a: string;
  claim_b: string;
  side_a: string;
  side_b: string;
  says_a: string;
  says_b: string;
}
export interface Revision {
  id: string;
  action: string;
  claim: string;
  author: string;
  at: string;
  what: unknown;
  undone: boolean;
}
export interface ClaimView {
  claim: Claim;
  machine: Claim | null;
  origin: string;
  author: string | null;
  blind: boolean;
  review: string;
  retracted: boolean;
  side: string;
  incident: string | null;
  part: string | null;
  score: number | null;
  dispatch: string;
  agency: string | null;
  published: string | null;
  priority: number;
  comments: Revision[];
}
export interface DispatchBrief {
  id: string;
  agency: string | null;
  language: string;
  published: string | null;
  title: string;
  edition: string;
  copy_group: string;
  retracted: boolean;
  claims: number;
}
export interface LinkReason {
  claim_a: string;
  claim_b: string;
  score: number | null;
  words: string;
  by: string;
}
export interface Telling {
  type: string;
  actors: string[];
  recipients: string[];
  claims: string[];
}
export interface IncidentDetail {
  incident: IncidentRow;
  versions: Version[];
  disputes: Dispute[];
  claims: ClaimView[];
  dispatches: DispatchBrief[];
  reasons: LinkReason[];
  revisions: Revision[];
  /** What is told, each row by the claims that tell it: the rows of the page. */
  tellings: Telling[];
  /** The sentence of each claim, by the claim's id. */
  sentences: Record<string, Words>;
}
export interface DispatchDetail {
  dispatch: DispatchBrief;
  text: string | null;
  sources: string[];
  url: string | null;
  dateline: { name: string; country: string | null; start: number; end: number }[];
  headline: { start: number; end: number } | null;
  body: { start: number; end: number }[];
  claims: ClaimView[];
  editions: DispatchBrief[];
  copies: DispatchBrief[];
  /** Whether the reader has seen the coding of it: then nothing coded in it now is blind. */
  seen: boolean;
}
/** What became of a paragraph, of a piece of one, or of a claim. */
export type Difference = "same" | "changed" | "removed" | "added";
export interface ClaimChange {
  change: Difference;
  before: ClaimView | null;
  after: ClaimView | null;
  fields: string[];
}
export interface EditionChange {
  from: string;
  to: string;
  takes_back: boolean;
  text: { change: Difference; pieces: { change: Difference; text: string }[] }[] | null;
  claims: ClaimChange[];
  claims_same: number;
}
export interface EditionHistory {
  dispatch: string;
  editions: DispatchBrief[];
  changes: EditionChange[];
}
export interface Count {
  value: string;
  count: number;
}
export interface Facets {
  countries: Count[];
  sides: Count[];
  types: Count[];
  review: Count[];
  grades: Count[];
  disputed: number;
  histogram: Count[];
}
export interface Point {
  id: string;
  lat: number;
  lon: number;
  radius_km: number | null;
  precision: string;
  name: string;
  type: string;
  mode: string | null;
  title: string;
  when: string | null;
  sides: string[];
  killed: number | null;
  disputes: number;
}
export interface Points {
  total: number;
  unplaced: number;
  points: Point[];
}
export interface Queue {
  total: number;
  items: ClaimView[];
  sentences: Record<string, Words>;
}
/** Words to be coded blind, with nothing of their coding. */
export interface BlindItem {
  claim: string;
  sentence: Words;
  words: Words;
  dispatch: string;
  title: string;
  language: string;
  agency: string | null;
  published: string | null;
}
export interface BlindQueue {
  total: number;
  items: BlindItem[];
}
export interface ActorCell {
  speaker: string;
  actor: string;
  recipient: string;
  type: string;
  claims: number;
  denied: number;
}
export interface Meta {
  version: string;
  ledger: string;
  author: string;
  dispatches: number;
  claims: number;
  incidents: number;
  reviewed: number;
}

// Requests to the program that serves this page. It is the only address ever asked.

import type {
  ActorCell,
  BlindQueue,
  ClaimView,
  DispatchDetail,
  EditionHistory,
  Facets,
  IncidentDetail,
  IncidentList,
  Meta,
  Points,
  Queue,
} from "./types";

/** A refusal, in words for the reader. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(path, {
    method,
    // A page of another origin cannot send this header without being allowed to, and it never is.
    headers: { "x-selon": "page", ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    let words = `${answer.status} ${answer.statusText}`;
    try {
      words = ((await answer.json()) as { error: string }).error;
    } catch {
      // Not JSON: the status must do.
    }
    throw new Refusal(answer.status, words);
  }
  return (await answer.json()) as T;
}

const get = <T>(path: string) => ask<T>("GET", path);
const id = encodeURIComponent;

export const api = {
  meta: () => get<Meta>("/api/meta"),
  incidents: (query: string) => get<IncidentList>(`/api/incidents${query}`),
  facets: (query: string) => get<Facets>(`/api/facets${query}`),
  points: (query: string) => get<Points>(`/api/points${query}`),
  incident: (incident: string) => get<IncidentDetail>(`/api/incidents/${id(incident)}`),
  dispatch: (dispatch: string, blind = false) => get<DispatchDetail>(`/api/dispatches/${id(dispatch)}${blind ? "?blind=true" : ""}`),
  editions: (dispatch: string, blind = false) => get<EditionHistory>(`/api/dispatches/${id(dispatch)}/editions${blind ? "?blind=true" : ""}`),
  actors: (query: string) => get<ActorCell[]>(`/api/actors${query}`),
  queue: (query: string) => get<Queue>(`/api/queue${query}`),
  blindQueue: () => get<BlindQueue>("/api/queue/blind"),
  accept: (claim: string) => ask<ClaimView>("POST", `/api/claims/${id(claim)}/accept`, {}),
  reject: (claim: string, note: string) => ask<ClaimView>("POST", `/api/claims/${id(claim)}/reject`, { note }),
  nothing: (claim: string) => ask<{ revision: string }>("POST", `/api/claims/${id(claim)}/nothing`, {}),
  comment: (claim: string, note: string) => ask<ClaimView>("POST", `/api/claims/${id(claim)}/comment`, { note }),
  correct: (claim: string, fields: Record<string, unknown>, note: string, blind = false) =>
    ask<ClaimView>("PATCH", `/api/claims/${id(claim)}`, { fields, note, blind }),
  add: (dispatch: string, claim: unknown, blind = false) => ask<ClaimView>("POST", `/api/dispatches/${id(dispatch)}/claims`, { claim, blind }),
  undo: (revision = "") => ask<{ undone: string; claim: string | null; dispatch: string | null }>("POST", "/api/undo", { revision }),
  merge: (incident: string, other: string) =>
    ask<{ incident: string }>("POST", `/api/incidents/${id(incident)}/merge`, { with: other }),
  split: (incident: string, claims: string[]) => ask<{ incident: string }>("POST", `/api/incidents/${id(incident)}/split`, { claims }),
  rate: (incident: string, side: string, reliability: string | null, credibility: number | null) =>
    ask<{ incident: string }>("POST", `/api/incidents/${id(incident)}/rate`, { side, reliability, credibility }),
  move: (claim: string, incident: string) =>
    ask<{ incident: string }>("POST", `/api/claims/${id(claim)}/move`, { incident }),
};

// The state of the page lives in its address, so that every state has a link.

/** What the lists are filtered by; the names are those of the API. */
export interface Filter {
  q: string;
  from: string;
  to: string;
  country: string;
  side: string;
  event: string;
  toll: string;
  review: string;
  disputed: string;
}

export const FIELDS: (keyof Filter)[] = ["q", "from", "to", "country", "side", "event", "toll", "review", "disputed"];

export function filterOf(query: URLSearchParams): Filter {
  const filter = {} as Filter;
  for (const field of FIELDS) filter[field] = query.get(field) ?? "";
  return filter;
}

/** Only what is set, in a fixed order: the same state has the same address. */
export function queryOf(filter: Partial<Filter>, more: Record<string, string | number | null> = {}): string {
  const query = new URLSearchParams();
  for (const field of FIELDS) {
    const value = filter[field];
    if (value) query.set(field, value);
  }
  for (const [name, value] of Object.entries(more)) {
    if (value !== null && value !== "" && value !== undefined) query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

export function filtered(filter: Filter): boolean {
  return FIELDS.some((field) => filter[field] !== "");
}

type Listener = () => void;
let listener: Listener = () => undefined;

/** Called whenever the address changes. */
export function onAddress(changed: Listener): void {
  listener = changed;
  window.addEventListener("popstate", () => listener());
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = (event.target as Element).closest("a");
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
    if (link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

export function go(address: string, replace = false): void {
  // Asking twice for one address is one step back, not two.
  if (replace || address === location.pathname + location.search + location.hash) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  listener();
}

/** Changes the address without drawing the page again. */
export function note(address: string): void {
  history.replaceState(null, "", address);
}

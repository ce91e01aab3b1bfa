// Where we are is in the address behind "#": the screen, what it shows, and how it shows it.
//
//   #/queues/mails/jobs/42?tab=logs   is   { screen: "queues", path: ["mails", "jobs", "42"], query: { tab: "logs" } }

/** The place that the part of an address from "#" on names, or null when it names none. */
export function placeOf(hash) {
  if (hash === "" || hash === "#") return { screen: "live", path: [], query: {} };
  if (!hash.startsWith("#/")) return null;
  const [path, query = ""] = split(hash.slice(2), "?");
  const [screen, ...rest] = path.split("/").filter((part) => part !== "").map(decoded);
  return { screen: screen ?? "live", path: rest, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a place; values that are empty are left out. */
export function hrefOf(screen, path = [], query = {}) {
  const told = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const asked = new URLSearchParams(told).toString();
  return `#/${[screen, ...path].map(encodeURIComponent).join("/")}${asked === "" ? "" : `?${asked}`}`;
}

/** Whether two places are of one thing, shown one way or another: ids and names come again under another prefix. */
export function isSamePlace(one, other) {
  return one.path.join() === other.path.join() && one.query.prefix === other.query.prefix;
}

/** Says "change" whenever we are somewhere else. */
class Router extends EventTarget {
  #live = {};

  constructor() {
    super();
    this.place = placeOf(location.hash) ?? placeOf("");
    this.#keep();
    this.#again();
    window.addEventListener("hashchange", () => this.#arrive());
  }

  /** Goes there; the way back leads here. */
  go(screen, path, query) {
    location.hash = path === undefined ? this.hrefTo(screen) : hrefOf(screen, path, query);
  }

  /** The address of a screen; that of Live shows what it showed when it was left. */
  hrefTo(screen) {
    return hrefOf(screen, [], screen === "live" ? this.#live : {});
  }

  /**
   * Shows the same place another way: the way back does not stop at every letter of a search. Nothing happens when the
   * reader has left the place that is meant.
   */
  refine(query, { screen, path } = this.place) {
    const now = placeOf(location.hash) ?? this.place;
    if (hrefOf(now.screen, now.path, {}) !== hrefOf(screen, path, {})) return;
    history.replaceState(history.state, "", hrefOf(screen, path, { ...this.place.query, ...query }));
    this.#arrive();
  }

  #arrive() {
    const place = placeOf(location.hash);
    if (place === null) return;
    const from = this.place;
    this.place = place;
    this.#keep();
    this.dispatchEvent(Object.assign(new Event("change"), { from, again: this.#again() }));
  }

  /** Whether the view is held is an affair of all screens. */
  #keep() {
    if (this.place.screen === "live") this.#live = { ...this.place.query, pause: undefined };
  }

  /** Whether we have been at this entry of the history before: whoever looks now may want it another way. */
  #again() {
    const again = history.state?.seen === true;
    history.replaceState({ seen: true }, "");
    return again;
  }
}

export const router = new Router();

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

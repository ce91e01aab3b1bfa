// Where a list of jobs comes from: pages that are read again while somebody looks, or a search that goes on as far as it is asked to.
import { get, look, route } from "../api.js";
import { Poll } from "../poll.js";

const EVERY_MS = 2500;
const LIMIT = 50;
/** A search goes on by itself for so many requests, each of which takes an eighth of a second at most. */
const ROUNDS = 12;

const jobsOf = ({ name }) => `${route("queues", name)}/jobs`;

/** One page at a cursor; `what()` answers `{ queue, state, cursor }`, or null while something is searched for. */
export class Pages extends Poll {
  constructor(host, what) {
    super(host, (signal) => page(what(), signal), EVERY_MS);
  }
}

async function page(what, signal) {
  if (what === null) return null;
  const { queue, state, cursor } = what;
  return look(jobsOf(queue), { state, cursor, limit: LIMIT, prefix: queue.prefix }, signal);
}

/** Newest first, a few requests at a time; what was found stays while more is looked for. */
export class Search {
  #host;
  #abort = null;

  constructor(host) {
    this.#host = host;
    this.clear();
  }

  clear() {
    this.#abort?.abort();
    this.key = null;
    this.value = null;
    this.problem = null;
    this.at = null;
    this.busy = false;
  }

  /** Begins anew unless that is what is searched for. */
  begin(queue, state, q) {
    const key = JSON.stringify([queue.prefix, queue.name, state, q]);
    if (key === this.key) return;
    this.clear();
    Object.assign(this, { key, queue, state, q });
    this.more();
  }

  again() {
    const { queue, state, q } = this;
    this.clear();
    this.begin(queue, state, q);
  }

  async more() {
    if (this.busy) return;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.busy = true;
    this.problem = null;
    const wanted = (this.value?.items.length ?? 0) + LIMIT;
    try {
      for (let n = 0; n < ROUNDS; n++) {
        await this.#round(signal, wanted - (this.value?.items.length ?? 0));
        this.#host.requestUpdate();
        if (this.value.complete || this.value.items.length >= wanted) break;
      }
    } catch (problem) {
      if (signal.aborted) return;
      this.problem = problem;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }

  async #round(signal, limit) {
    const { queue, state, q, value } = this;
    const found = await get(jobsOf(queue), { state, q, limit, cursor: value?.next, prefix: queue.prefix }, signal);
    const known = new Set(value?.items.map(({ id }) => id));
    this.value = { ...found, items: [...(value?.items ?? []), ...found.items.filter(({ id }) => !known.has(id))] };
    this.at = Date.now();
  }
}

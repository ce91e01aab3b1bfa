// The way through pages of jobs: each knows the one after it, the one before is where we came from.
import { html, nothing } from "lit";
import { many } from "../spans.js";

/** Which cursor led to which. */
export class Trail {
  #newer = new Map();

  lead(from, to) {
    this.#newer.set(to, from);
  }

  before(cursor) {
    return this.#newer.get(cursor);
  }

  /** The number of the page that a cursor leads to; null when we did not come there page by page. */
  page(cursor) {
    let page = 1;
    for (let at = cursor; at !== undefined; at = this.#newer.get(at)) {
      if (!this.#newer.has(at)) return null;
      page += 1;
    }
    return page;
  }
}

/** How many there are, where we are among them, and the buttons that lead on. */
export function pagesFoot({ items, next, total, anchorLost }, { cursor }, trail, go) {
  const page = trail.page(cursor);
  const older = next !== null && items.length < total;
  const on = () => {
    trail.lead(cursor, next);
    go(next);
  };
  return html`<div class="foot spread">
    <p class="hint">${many(total, "job")}${cursor ? ` · page ${page ?? "further on"}` : ""}${anchorLost ? " · the jobs around here are gone: this is the beginning again" : ""}</p>
    <span class="pairs" role="group" aria-label="Pages">
      ${cursor ? html`<button type="button" class="plain" @click=${() => go(undefined)}>« First</button>` : nothing}
      ${page > 1 ? html`<button type="button" class="plain" @click=${() => go(trail.before(cursor))}>‹ Newer</button>` : nothing}
      ${older ? html`<button type="button" class="plain" @click=${on}>Older ›</button>` : nothing}
    </span>
  </div>`;
}

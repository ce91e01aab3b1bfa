// The jobs of a queue: by state, in pages or searched; one, some or all that match can be dealt with.
import { LitElement, html, nothing } from "lit";
import { deed, download, standing, tabs } from "../parts.js";
import { hrefOf, isSamePlace, router } from "../router.js";
import { rowKey } from "../rows.js";
import { many } from "../spans.js";
import { whole } from "../words.js";
import { DEEDS, confirmOne, deedsFor, toAll, toChosen, toOne } from "./deeds.js";
import { Pages, Search } from "./job-source.js";
import { Trail, pagesFoot } from "./job-pages.js";
import { jobTable } from "./job-table.js";
import { noJobs } from "./no-jobs.js";

const STATES = ["waiting", "prioritized", "active", "delayed", "waiting-children", "failed", "completed"];
/** These are told of only while there are some, or when they are looked at. */
const RARE = ["prioritized", "waiting-children"];
const TYPING_MS = 350;
/** What is done with Shift: nobody does it by a slip of the finger. */
const CAPITALS = { R: "retry", P: "promote", X: "remove" };

class Jobs extends LitElement {
  static properties = {
    store: { attribute: false },
    about: { attribute: false },
    place: { attribute: false },
    queue: { attribute: false },
    said: { state: true },
    trouble: { state: true },
  };

  constructor() {
    super();
    this.chosen = new Set();
    this.trail = new Trail();
    this.said = null;
    this.trouble = null;
    this.pages = new Pages(this, () => (this.query.q ? null : { queue: this.queue, state: this.query.state, cursor: this.query.cursor }));
    this.search = new Search(this);
  }

  createRenderRoot() {
    return this;
  }

  /** What was typed last is for this queue, and nobody reads what is still searched for. */
  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
    this.search.clear();
  }

  get query() {
    return this.place.query;
  }

  get source() {
    return this.query.q ? this.search : this.pages;
  }

  get items() {
    return this.source.value?.items ?? [];
  }

  willUpdate(changed) {
    if (!changed.has("place")) return;
    const before = changed.get("place");
    const { state, q, cursor } = this.query;
    if (before && isSamePlace(before, this.place) && before.query.state === state && before.query.q === q && before.query.cursor === cursor) return;
    if (before && !isSamePlace(before, this.place)) clearTimeout(this.typing);
    this.chosen.clear();
    this.said = this.trouble = null;
    if (q) this.search.begin(this.queue, state, q);
    else this.search.clear();
    this.pages.forget();
    if (before) this.pages.again();
  }

  refresh() {
    if (this.query.q) this.search.again();
    else this.pages.again();
    this.dispatchEvent(new CustomEvent("moved"));
  }

  render() {
    const { source, items } = this;
    return html`
      ${this.stateTabs()} ${this.searchLine()}
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      <p class=${this.said ? "banner plain" : "unseen"} role="status">${this.said ?? ""}</p>
      ${source.busy && source.value === null ? html`<p class="empty">Searching…</p>` : standing(source)}
      ${source.value === null ? nothing : html`${this.deeds(items)} ${items.length === 0 ? noJobs(this) : jobTable(this, items, source.at)} ${this.foot()}`}
    `;
  }

  stateTabs() {
    const { counts } = this.queue;
    const { state, prefix } = this.query;
    const link = (one, text, count) => ({ href: hrefOf("queues", [this.queue.name], { state: one, q: this.query.q, prefix }), here: one === state, text, count });
    const shown = STATES.filter((one) => !RARE.includes(one) || counts[one] > 0 || state === one);
    return tabs("Jobs by state", [link(undefined, "all"), ...shown.map((one) => link(one, one, whole(counts[one])))]);
  }

  searchLine() {
    return html`<form class="searchline" role="search" @submit=${(event) => event.preventDefault()}>
      <input
        type="search"
        aria-label="Search jobs"
        aria-describedby="search-help"
        placeholder="Search:  timeout   id:42   name:mail   error:&quot;timed out&quot;   data.user.id:7"
        .value=${this.query.q ?? ""}
        @input=${(event) => this.typed(event.target.value)}
      />
      <span class="unseen" id="search-help">A text, id:42, name:mail, error:timeout, or data.user.id:7; all words must fit.</span>
      <button type="button" class="plain" @click=${() => download(`${this.queue.name}-jobs.json`, this.items)}>Export</button>
    </form>`;
  }

  typed(q) {
    clearTimeout(this.typing);
    const { place } = this;
    this.typing = setTimeout(() => router.refine({ q: q.trim(), cursor: undefined }, place), TYPING_MS);
  }

  /** What can be done to those chosen, else to all that are told of. */
  deeds(items) {
    const { chosen, query } = this;
    if (this.about?.readOnly !== false) return nothing;
    if (chosen.size > 0) {
      const states = new Set(items.filter(({ id }) => chosen.has(id)).map(({ state }) => state));
      const keys = Object.keys(DEEDS).filter((key) => DEEDS[key].states.some((state) => states.has(state)));
      return html`<div class="bulk" role="group" aria-label="Jobs chosen">
        <strong>${whole(chosen.size)} selected</strong>
        ${keys.map((key) => deed(this, `${DEEDS[key].word}…`, () => this.actChosen(key), { name: `${DEEDS[key].word} selected` }))}
        <button type="button" class="quiet" @click=${() => this.chooseAll(false)}>Clear</button>
      </div>`;
    }
    const { state, q } = query;
    const total = q ? null : this.pages.value?.total;
    if (!state || state.includes(",") || items.length === 0 || /(^|\s)id:/.test(q ?? "")) return nothing;
    return html`<div class="bulk" role="group" aria-label="All jobs told of">
      <span class="hint">${q ? "All that match:" : `All ${whole(total)}:`}</span>
      ${deedsFor(state).map((key) => deed(this, `${DEEDS[key].word} all…`, () => this.actAll(key)))}
    </div>`;
  }

  foot() {
    const { query, items, source } = this;
    if (query.q) {
      const { progress, complete, tooLarge } = source.value;
      return html`<div class="foot spread">
        <p class="hint" role="status" data-progress>${many(items.length, "job")} found, newest first · ${progress.replace(", keep going", "")}${tooLarge > 0 ? ` · ${many(tooLarge, "payload")} too large to look into` : ""}</p>
        ${complete ? nothing : html`<button type="button" class="plain" aria-busy=${source.busy} @click=${() => this.search.more()}>${source.busy ? "Searching…" : "Keep searching"}</button>`}
      </div>`;
    }
    return pagesFoot(source.value, query, this.trail, (cursor) => router.go("queues", this.place.path, { ...query, cursor }));
  }

  choose(id) {
    if (!this.chosen.delete(id)) this.chosen.add(id);
    this.requestUpdate();
  }

  chooseAll(all) {
    this.chosen.clear();
    if (all) this.items.forEach(({ id }) => this.chosen.add(id));
    this.requestUpdate();
  }

  /** A key pressed anywhere in the queue's screen. */
  keyed(event) {
    const deeds = Object.fromEntries(Object.entries(CAPITALS).map(([capital, key]) => [capital, (id) => this.byKey(key, id)]));
    rowKey(event, this, { select: (id) => this.about?.readOnly === false && this.choose(id), leave: () => this.leave(), deeds });
  }

  /** As the button does: to those chosen, else to the job of the row. */
  byKey(key, id) {
    if (this.about?.readOnly !== false || !this.store.fresh) return;
    const job = this.items.find((one) => one.id === id);
    if (this.chosen.size > 0) this.actChosen(key);
    else if (job && DEEDS[key].states.includes(job.state)) this.act(key, job);
  }

  /** Esc gives back, one after the other, the selection and the search. */
  leave() {
    if (this.chosen.size > 0) this.chooseAll(false);
    else if (this.query.q) router.refine({ q: undefined });
  }

  async act(key, job) {
    if (!(await confirmOne(key, job.id))) return;
    await this.doing(async () => {
      job.state = (await toOne(key, this.queue, job.id)) ?? "removed";
      return `Job ${job.id} ${DEEDS[key].done}${job.state === "removed" ? "" : `; it is ${job.state} now`}.`;
    });
  }

  async actChosen(key) {
    const jobs = this.items.filter(({ id }) => this.chosen.has(id));
    await this.doing(() => toChosen(key, this.queue, jobs), () => this.chooseAll(false));
  }

  async actAll(key) {
    await this.doing(async () => {
      const operation = await toAll(key, this.queue, this.query.state, this.query.q);
      if (operation) this.dispatchEvent(new CustomEvent("begun", { detail: operation }));
      return null;
    });
  }

  async doing(act, after = () => {}) {
    this.trouble = null;
    try {
      const said = await act();
      if (said === null) return;
      this.said = said;
      after();
      if (this.query.q === undefined || said.startsWith("Job ") === false) this.refresh();
    } catch (problem) {
      this.trouble = `${problem.message} ${problem.hint ?? ""}`;
    }
    this.requestUpdate();
  }
}

customElements.define("tide-jobs", Jobs);

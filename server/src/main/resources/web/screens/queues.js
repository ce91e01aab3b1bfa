// Queues: all that this Redis holds, with what is in each and who works it off.
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../api.js";
import { Following } from "../following.js";
import { command, deed, download, standing } from "../parts.js";
import { Poll } from "../poll.js";
import { poolQueue } from "../pool-queue.js";
import { hrefOf, router } from "../router.js";
import { rowKey } from "../rows.js";
import { many, took } from "../spans.js";
import { perSecond, whole } from "../words.js";
import { openAddJob } from "./add-job.js";
import { flip } from "./flip.js";

const EVERY_MS = 2000;
const MOST_PAGES = 10;

/** Every queue, in as many requests as it takes. */
async function all(signal) {
  let page = await look("queues", { limit: 200 }, signal);
  const { items } = page;
  for (let n = 1; page.next !== null && n < MOST_PAGES; n++) {
    page = await look("queues", { limit: 200, cursor: page.next }, signal);
    items.push(...page.items);
  }
  return { ...page, items };
}

class Queues extends LitElement {
  static properties = { store: { attribute: false }, about: { attribute: false }, place: { attribute: false }, trouble: { state: true } };

  constructor() {
    super();
    this.trouble = null;
    new Following(this);
    this.poll = new Poll(this, all, EVERY_MS);
    this.own = new Poll(this, poolQueue, 60_000);
    this.addEventListener("keydown", (event) => rowKey(event, this));
  }

  createRenderRoot() {
    return this;
  }

  get shown() {
    const wanted = (this.place.query.q ?? "").toLowerCase();
    return (this.poll.value?.items ?? []).filter(({ name, prefix }) => `${prefix}:${name}`.toLowerCase().includes(wanted));
  }

  /** The pool's own queue as the tick tells it, so that its figures are those of Live. */
  told(queue) {
    const { own, store } = this;
    const { waiting, active, delayed } = store.now;
    if (queue.name !== own.value?.name || queue.prefix !== own.value.prefix || waiting === undefined) return queue;
    const counts = { ...queue.counts, waiting: waiting - queue.counts.prioritized, active, delayed };
    return { ...queue, counts, rates: store.running ? { in: store.rate("pushed"), out: store.rate("done") } : queue.rates };
  }

  render() {
    const { shown, poll } = this;
    return html`
      <div class="headline">
        <h1 tabindex="-1">Queues</h1>
        <input
          type="search"
          placeholder="Filter by name…  /"
          aria-label="Filter queues by name"
          .value=${this.place.query.q ?? ""}
          @input=${(event) => router.refine({ q: event.target.value })}
        />
        <span class="grow"></span>
        ${deed(this, "Add job", () => openAddJob(this, "", (name) => router.go("queues", [name])), { style: "primary" })}
        <button type="button" class="plain" @click=${() => download("queues.json", shown.map((queue) => this.told(queue)))}>Export</button>
      </div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing} ${standing(poll)}
      ${poll.value === null ? nothing : shown.length === 0 ? this.empty() : this.table(shown)}
    `;
  }

  empty() {
    if (this.poll.value.items.length > 0) return html`<p class="empty">No queue has “${this.place.query.q}” in its name.</p>`;
    return html`<div class="panel"><p class="empty">This Redis holds no queue yet. The first job makes one:</p>
      ${command(`curl -X POST -H 'Content-Type: application/json' -d '{"data": {"to": "ann"}}' ${new URL("api/v1/queues/mails/jobs", document.baseURI)}`)}</div>`;
  }

  table(shown) {
    const several = new Set(this.poll.value.items.map(({ prefix }) => prefix)).size > 1;
    return html`<div class="panel flush">
      <table class="list">
        <caption class="unseen">${many(shown.length, "queue")}</caption>
        <thead>
          <tr>
            <th scope="col">Queue</th>
            ${["Waiting", "Active", "Delayed", "Failed", "Completed", "In", "Out", "Oldest", "Workers"].map((title) => html`<th scope="col" class="number">${title}</th>`)}
            ${this.about?.readOnly === false ? html`<th scope="col"><span class="unseen">Pause or resume</span></th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${repeat(shown, ({ prefix, name }) => `${prefix}:${name}`, (queue) => this.row(queue, several))}
        </tbody>
      </table>
    </div>`;
  }

  row(queue, several) {
    const { name, prefix, counts, consumers, paused, rates } = this.told(queue);
    const under = several ? prefix : undefined;
    const to = (state) => hrefOf("queues", [name], { state, prefix: under });
    const count = (label, n, state, style = "") =>
      html`<td class="number" data-label=${label}>${n > 0 ? html`<a class=${style} href=${to(state)}>${whole(n)}</a>` : html`<span class="none">0</span>`}</td>`;
    const idle = consumers === 0 && counts.waiting + counts.prioritized + counts.delayed > 0;
    const called = several ? `${name} of ${prefix}` : name;
    return html`<tr data-row=${several ? `${prefix}:${name}` : name} tabindex="-1">
      <th scope="row"><a class="name" href=${to()}>${name}</a>${several ? html` <span class="hint">${prefix}</span>` : nothing} ${paused ? html`<span class="chip warn">paused</span>` : nothing}</th>
      ${count("Waiting", counts.waiting + counts.prioritized, counts.prioritized > 0 ? "waiting,prioritized" : "waiting")}
      ${count("Active", counts.active, "active")} ${count("Delayed", counts.delayed + counts["waiting-children"], counts["waiting-children"] > 0 ? "delayed,waiting-children" : "delayed")}
      ${count("Failed", counts.failed, "failed", "bad")} ${count("Completed", counts.completed, "completed")}
      <td class="number" data-label="In">${perSecond(rates?.in)}</td>
      <td class="number" data-label="Out">${perSecond(rates?.out)}</td>
      <td class="number" data-label="Oldest">${queue.oldestWaitingMs ? took(Math.max(0, Date.parse(this.poll.value.asOf) - queue.oldestWaitingMs)) : "–"}</td>
      <td class="number" data-label="Workers">${idle ? html`<span class="warned">⚠ none</span>` : consumers === null ? html`<span title="This Redis does not let clients be listed">?</span>` : whole(consumers)}</td>
      ${this.about?.readOnly === false
        ? html`<td class="deeds">${deed(this, paused ? "Resume" : "Pause", () => flip(this, queue), { name: `${paused ? "Resume" : "Pause"} ${called}`, style: "small" })}</td>`
        : nothing}
    </tr>`;
  }
}

customElements.define("tide-queues", Queues);

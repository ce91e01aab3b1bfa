// One queue: whether it is worked off and if not why, its jobs, its schedulers, and what is done to it as a whole.
import { LitElement, html, nothing } from "lit";
import { look, route } from "../api.js";
import { deed, standing, tabs } from "../parts.js";
import { Poll } from "../poll.js";
import { hrefOf, isSamePlace, router } from "../router.js";
import { many, took } from "../spans.js";
import { openAddJob } from "./add-job.js";
import { flip } from "./flip.js";
import "./jobs.js";
import "./operation.js";
import "./queue-schedulers.js";
import "./settings.js";

const EVERY_MS = 2000;
/** What is found that asks nobody to do anything, or is seen anyway. */
const QUIET = ["empty", "paused", "only-delayed", "waiting-for-children"];

class Queue extends LitElement {
  static properties = { store: { attribute: false }, about: { attribute: false }, place: { attribute: false }, trouble: { state: true } };

  constructor() {
    super();
    this.trouble = null;
    this.poll = new Poll(this, (signal) => look(route("queues", this.name), { prefix: this.place.query.prefix }, signal), EVERY_MS);
    this.addEventListener("keydown", (event) => this.querySelector("tide-jobs")?.keyed(event));
  }

  createRenderRoot() {
    return this;
  }

  get name() {
    return this.place.path[0];
  }

  willUpdate(changed) {
    const before = changed.get("place");
    if (before && !isSamePlace(before, this.place)) {
      this.poll.forget();
      this.poll.again();
    }
  }

  render() {
    const { poll, name, place } = this;
    const queue = poll.value;
    const missing = poll.problem?.code === "queue-not-found";
    return html`
      <p class="crumbs"><a href=${hrefOf("queues")}>Queues</a> ›</p>
      <div class="headline">
        <h1 tabindex="-1">${name}</h1>
        ${queue && !missing ? this.facts(queue) : nothing}
        <span class="grow"></span>
        ${queue && !missing ? this.deeds(queue) : nothing}
      </div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      ${missing ? this.missing() : html`${standing(poll)} ${queue ? this.body(queue, place.query.tab ?? "jobs") : nothing}`}
    `;
  }

  facts(queue) {
    return html`${queue.paused ? html`<span class="chip warn">paused</span>` : nothing}
      <span class="hint">
        ${queue.consumers === null ? nothing : `${many(queue.consumers, "worker")}${queue.oldestWaitingMs ? " · " : ""}`}${queue.oldestWaitingMs ? `oldest waits ${took(Date.parse(queue.asOf) - queue.oldestWaitingMs)}` : nothing}
      </span>`;
  }

  deeds(queue) {
    const added = (name, id) => router.go("queues", [name, "jobs", id], { prefix: this.place.query.prefix });
    return html`${deed(this, queue.paused ? "Resume" : "Pause", () => flip(this, queue))}
    ${deed(this, "Add job", () => openAddJob(this, queue.name, added, { prefix: queue.prefix }), { style: "primary" })}`;
  }

  missing() {
    return html`<div class="panel"><p class="empty">There is no queue “${this.name}” in this Redis. It may have been removed, or its last job was.</p>
      <p><a href=${hrefOf("queues")}>All queues</a></p></div>`;
  }

  body(queue, tab) {
    const { prefix } = this.place.query;
    const to = (key) => ({ href: hrefOf("queues", [this.name], { tab: key === "jobs" ? undefined : key, prefix }), here: key === tab });
    return html`
      ${queue.diagnosis.filter(({ code }) => !QUIET.includes(code)).map(({ code, tells, remedy }) => html`<p class="banner slim" data-finding=${code}>${tells} <span class="hint">${remedy}</span></p>`)}
      <tide-operation .host=${this} .queue=${queue}></tide-operation>
      ${tabs("Parts of the queue", [
        { ...to("jobs"), text: "Jobs" },
        { ...to("schedulers"), text: "Schedulers" },
        { ...to("settings"), text: "Settings" },
      ])}
      ${this.part(queue, tab)}
    `;
  }

  part(queue, tab) {
    const { store, about, place } = this;
    if (tab === "schedulers") return html`<tide-schedulers .store=${store} .about=${about} .queue=${queue}></tide-schedulers>`;
    if (tab === "settings") return html`<tide-settings .store=${store} .about=${about} .queue=${queue} @begun=${this.begun}></tide-settings>`;
    return html`<tide-jobs .store=${store} .about=${about} .place=${place} .queue=${queue} @begun=${this.begun} @moved=${() => this.poll.again()}></tide-jobs>`;
  }

  /** An operation has begun: its bar shows how far it is. */
  begun(event) {
    this.querySelector("tide-operation").follow(event.detail);
  }
}

customElements.define("tide-queue", Queue);

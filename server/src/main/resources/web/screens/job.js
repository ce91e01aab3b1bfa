// Job: all that is known of one, and what can be done with it.
import { LitElement, html, nothing } from "lit";
import { look, route } from "../api.js";
import { deed, standing, tabs } from "../parts.js";
import { Poll } from "../poll.js";
import { hrefOf, isSamePlace, router } from "../router.js";
import { rowKey } from "../rows.js";
import { whole } from "../words.js";
import { openAddJob } from "./add-job.js";
import { DEEDS, confirmOne, deedsFor, toOne } from "./deeds.js";
import { attempts, errors, timeline } from "./job-story.js";
import { bar, stateMark } from "./job-table.js";
import "./flow.js";
import "./logs.js";
import "./payload.js";

const EVERY_MS = 1500;
/** What belongs to this job alone and not to one like it. */
const OWN = ["jobId", "timestamp", "parent", "repeat", "repeatJobKey", "prevMillis", "deduplication", "de", "failParentOnFailure", "fpof"];

class Job extends LitElement {
  static properties = { store: { attribute: false }, about: { attribute: false }, place: { attribute: false }, trouble: { state: true }, said: { state: true } };

  constructor() {
    super();
    this.trouble = this.said = null;
    this.poll = new Poll(this, (signal) => look(route("queues", this.queue.name, "jobs", this.id_), { prefix: this.queue.prefix }, signal), EVERY_MS);
    this.addEventListener("keydown", (event) => rowKey(event, this, { leave: () => router.go("queues", [this.queue.name], { prefix: this.queue.prefix }) }));
  }

  createRenderRoot() {
    return this;
  }

  get queue() {
    return { name: this.place.path[0], prefix: this.place.query.prefix };
  }

  get id_() {
    return this.place.path[2];
  }

  willUpdate(changed) {
    const before = changed.get("place");
    if (!before || isSamePlace(before, this.place)) return;
    this.trouble = this.said = null;
    this.poll.forget();
    this.poll.again();
  }

  render() {
    const { poll, queue, id_ } = this;
    const gone = ["job-not-found", "queue-not-found"].includes(poll.problem?.code);
    const job = poll.value;
    return html`
      <p class="crumbs"><a href=${hrefOf("queues")}>Queues</a> › <a href=${hrefOf("queues", [queue.name], { prefix: queue.prefix })}>${queue.name}</a> ›</p>
      <div class="headline">
        <h1 tabindex="-1">Job ${id_}</h1>
        ${job ? html`<span class="hint">${job.name}</span> ${stateMark(gone ? "removed" : job.state)} ${gone ? nothing : bar(job)}` : nothing}
        <span class="grow"></span>
        ${job ? this.deeds(job, gone) : nothing}
      </div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      <p class=${this.said ? "banner plain" : "unseen"} role="status">${this.said ?? ""}</p>
      ${gone ? this.gone(job) : standing(poll)} ${job ? this.body(job) : nothing}
    `;
  }

  deeds(job, gone) {
    const able = gone ? [] : deedsFor(job.state);
    return html`${able.map((key) => deed(this, DEEDS[key].danger ? `${DEEDS[key].word}…` : DEEDS[key].word, () => this.act(key), { style: key === "retry" && job.state === "failed" ? "primary" : "plain" }))}
    ${deed(this, "Duplicate…", () => this.duplicate(job))}`;
  }

  gone(job) {
    if (job) return html`<p class="banner" role="status">This job has been removed. What was known of it last stays here until you leave.</p>`;
    return html`<div class="panel"><p class="empty">There is no job “${this.id_}” in ${this.queue.name}. It may have been removed when it ended: jobs are kept only as long as their options say.</p>
      <p><a href=${hrefOf("queues", [this.queue.name], { q: this.id_, prefix: this.queue.prefix })}>Search for it</a></p></div>`;
  }

  body(job) {
    const tab = this.place.query.tab ?? (job.state === "failed" ? "error" : "data");
    const to = (key, text, count) => ({ href: hrefOf("queues", this.place.path, { ...this.place.query, tab: key }), here: key === tab, text, count });
    const failed = (job.stackTraces?.length ?? 0) > 0 || job.failedReason !== undefined;
    return html`
      ${timeline(job, this.poll.at)} ${attempts(job)}
      ${tabs("Parts of the job", [
        to("data", "Data"),
        to("options", "Options"),
        to("result", "Result"),
        to("logs", "Logs", whole(job.logLines)),
        ...(failed ? [to("error", "Error")] : []),
        to("flow", "Flow"),
        to("raw", "Raw"),
      ])}
      ${this.part(job, tab)}
    `;
  }

  part(job, tab) {
    const shown = (name, empty) => html`<tide-payload .name=${`${job.id}-${name}`} .value=${job[name]} .text=${job[`${name}Text`]} .empty=${empty}></tide-payload>`;
    switch (tab) {
      case "options":
        return shown("options", "It has no options.");
      case "result":
        return shown("returnValue", job.state === "completed" ? "It returned nothing." : "It has not completed.");
      case "logs":
        return html`<tide-logs .store=${this.store} .job=${job}></tide-logs>`;
      case "error":
        return errors(job);
      case "flow":
        return html`<tide-flow .job=${job}></tide-flow>`;
      case "raw":
        return html`<tide-payload .name=${`${job.id}-raw`} .key=${`${job.prefix}:${job.queue}:${job.id}`}></tide-payload>`;
      default:
        return shown("data", "It carries no payload.");
    }
  }

  async act(key) {
    const { queue, id_ } = this;
    if (!(await confirmOne(key, id_))) return;
    this.trouble = this.said = null;
    try {
      const state = await toOne(key, queue, id_);
      if (state !== null) this.said = `${DEEDS[key].word} done: it is ${state} now.`;
    } catch (problem) {
      this.trouble = `${problem.message} ${problem.hint ?? ""}`;
    }
    this.poll.again();
  }

  duplicate(job) {
    const options = Object.fromEntries(Object.entries(job.options ?? {}).filter(([name]) => !OWN.includes(name)));
    const data = job.dataText ?? JSON.stringify(job.data, null, 2);
    openAddJob(this, job.queue, (queue, id) => router.go("queues", [queue, "jobs", id], { prefix: this.queue.prefix }), { name: job.name, data, options, prefix: job.prefix });
  }
}

customElements.define("tide-job", Job);

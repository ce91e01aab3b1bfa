// Workers: by process, who does what since when; and whoever else is connected to a queue.
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { look, post, route } from "../api.js";
import { Following } from "../following.js";
import { Poll } from "../poll.js";
import { poolQueue } from "../pool-queue.js";
import { rowKey } from "../rows.js";
import { many, took } from "../spans.js";
import { hrefOf } from "../router.js";
import { ROLES, whole } from "../words.js";
import { consumers, consumersOf } from "./consumers.js";
import { hands } from "./pool-hands.js";
import { noWorkers } from "./workers.js";
import "./strip.js";

const DOING = { pushing: "pushes", waiting: "waits", handling: "handles", resting: "has nothing to do", held: "waits for the queue" };

class Workers extends LitElement {
  static properties = { about: {}, place: {}, trouble: { state: true }, said: { state: true }, busy: { state: true } };

  constructor() {
    super();
    new Following(this);
    this.trouble = this.said = null;
    this.busy = null;
    this.beats = new Poll(this, (signal) => look("pool/nodes", {}, signal), 2000);
    this.figures = new Poll(this, (signal) => look("pool/workers", {}, signal), 2000);
    this.others = new Poll(this, consumersOf, 5000);
    this.queue = new Poll(this, poolQueue, 60_000);
    this.addEventListener("keydown", (event) => rowKey(event, this));
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { nodes, running, snapshotted } = this.store;
    return html`
      <div class="head"><h1 tabindex="-1">Workers</h1><p class="hint">${this.sentence()}</p>${hands(this)}</div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      <p class=${this.said ? "banner plain" : "unseen"} role="status">${this.said ?? ""}</p>
      ${running && nodes.length > 0
        ? repeat(nodes, ({ name }) => name, (node) => this.node(node))
        : html`<section class="panel"><p class="empty">${noWorkers(snapshotted, running)}</p></section>`}
      ${consumers(this.others)}
    `;
  }

  sentence() {
    const { nodes, workers, limits, now } = this.store;
    const places = nodes.flatMap((node) => node.places);
    const resting = places.filter(({ rests }) => rests).length;
    if (places.length === 0) return `Up to ${many(limits.maxPushers, "pusher")} and ${many(limits.maxPullers, "puller")}.`;
    const busy = workers.filter(({ doing }) => doing === "handling" || doing === "pushing").length;
    const busyHere = workers.length === 0 ? "" : `; ${busy} of ${workers.length} here are busy: utilisation ${Math.round((100 * busy) / workers.length)} %`;
    const where = nodes.length === 1 ? "in one process" : `in ${nodes.length} processes`;
    return `${places.length} workers ${where}: ${whole(now.pushers)} of ${limits.maxPushers} push, ${whole(now.pullers)} of ${limits.maxPullers} pull${resting ? `, ${resting} rest` : ""}${busyHere}.`;
  }

  node({ name, places }) {
    const beat = this.beats.value?.items.find((one) => one.name === name);
    const here = (this.about?.node ?? this.beats.value?.here) === name;
    return html`<section class="panel node" aria-labelledby="node-${name}" data-node=${name}>
      <div class="head">
        <h2 id="node-${name}">${name}</h2>
        ${here ? html`<span class="chip">this process</span>` : nothing}
        ${beat ? html`<p class="hint where">${whereWords(beat)}</p>` : nothing}
        <p class="hint beat ${beat?.late ? "warn" : ""}">${beatWords(beat)}</p>
        <p class="hint count">${places.length} ${places.length === 1 ? "worker" : "workers"}</p>
      </div>
      ${places.length === 0 ? html`<p class="empty">It has no workers yet.</p>` : this.table(places)}
    </section>`;
  }

  table(places) {
    const titles = ["Worker", "Role", "Doing", "Pushed", "Pulled", "Failed", "Turns", "Last 5 minutes"];
    const hands = this.about?.readOnly === false;
    const rows = [...places].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
    return html`<table class="list crew">
      <thead>
        <tr>${titles.map((title) => html`<th scope="col" class=${/ed$|Turns/.test(title) ? "number" : ""}>${title}</th>`)}${hands ? html`<th scope="col"><span class="unseen">By hand</span></th>` : nothing}</tr>
      </thead>
      <tbody>${repeat(rows, ({ id }) => id, (place) => this.row(place, hands))}</tbody>
    </table>`;
  }

  row({ id, role, rests }, hands) {
    const same = (one) => one.id === id;
    const asked = this.figures.value?.find(same);
    const worker = this.store.workers.find(same) ?? asked;
    const now = ROLES[worker?.role ?? role];
    const [since, what] = this.store.history.lanes.get(id)?.at(-1) ?? [null, null];
    const gone = what === "Gone";
    const figure = (name, label) => html`<td class="number ${name === "failed" && worker?.failed > 0 ? "bad" : ""}" data-label=${label}>${worker ? whole(worker[name]) : "–"}</td>`;
    return html`<tr data-row=${id} tabindex="-1">
      <th scope="row" data-label="Worker">${id} ${asked?.thread ? html`<span class="hint thread">${asked.thread}</span>` : nothing}</th>
      <td data-label="Role" class=${rests || gone ? "none" : now.kind}>
        <span class="badge ${rests || gone ? "none" : now.kind}">${gone ? "✖ gone" : rests ? "❚❚ rests" : `${now.glyph} ${now.verb}`}</span>
        <span class="hint">${since === null ? "" : lasting((this.store.now.t ?? since) - since)}</span>
      </td>
      <td data-label="Doing">${worker ? doing(worker, this.store.now.waiting, this.queue.value?.name) : html`<span class="hint">on that node</span>`}</td>
      ${figure("pushed", "Pushed")} ${figure("pulled", "Pulled")} ${figure("failed", "Failed")} ${figure("turns", "Turns")}
      <td data-label="Last 5 minutes"><tide-strip .store=${this.store} .worker=${id} .tick=${this.store.now.t ?? 0}></tide-strip></td>
      ${hands ? html`<td class="deeds">${this.hand(id, "turn", "Turn", !rests && !gone)}${rests ? this.hand(id, "resume", "Resume", true) : this.hand(id, "rest", "Rest", !gone)}</td>` : nothing}
    </tr>`;
  }

  hand(id, deed, label, sensible) {
    const able = sensible && this.store.fresh && this.busy === null;
    return html`<button class="small" aria-label="${label} ${id}" title=${this.store.fresh ? nothing : "Not while the figures are old"} aria-disabled=${!able} aria-busy=${this.busy === `${deed} ${id}`} @click=${() => able && this.carryOut(id, deed)}>${label}</button>`;
  }

  async carryOut(id, deed) {
    this.busy = `${deed} ${id}`;
    this.trouble = this.said = null;
    try {
      const pool = await post(route("pool", "workers", id, deed));
      this.store.dealt(pool.nodes);
    } catch (problem) {
      this.trouble = `${id} does not ${deed}: ${problem.message}`;
    } finally {
      this.busy = null;
    }
  }
}

function lasting(ms) {
  return ms < 1000 ? "just now" : `for ${took(ms)}`;
}

function whereWords({ name, host, pid }) {
  if (pid === null) return "";
  return `process ${pid}${host === name ? "" : ` on ${host}`}`;
}

function beatWords(beat) {
  if (!beat || beat.silentMs === null) return "";
  return `${beat.late ? "⚠ late: " : ""}heard ${(beat.silentMs / 1000).toFixed(1)} s ago`;
}

function doing({ doing: what, job, progress, rests }, waiting, queue) {
  if (rests) return "rests";
  if (what === "held" && waiting !== undefined) return `waits behind ${many(waiting, "message")}`;
  if (job === null || job === undefined) return DOING[what] ?? what;
  const percent = progress === null || progress === undefined ? "" : ` ${progress} %`;
  const named = queue ? html`<a class="job" href=${hrefOf("queues", [queue, "jobs", job])}>${job}</a>` : html`<span class="job">${job}</span>`;
  return html`<span>handles ${named}${percent}</span>`;
}

customElements.define("tide-workers", Workers);

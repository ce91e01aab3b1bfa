// System: what this server and its Redis are, what is saved, what has happened, and the keys of the queues.
import { LitElement, html, nothing } from "lit";
import { look } from "../api.js";
import { isBad, sentence } from "../events.js";
import { Following } from "../following.js";
import { copy, unread } from "../parts.js";
import { stateOf } from "../picture.js";
import { Poll } from "../poll.js";
import { took } from "../spans.js";
import { bytes, clock, whole } from "../words.js";
import { allSchedulers, schedulers } from "./all-schedulers.js";
import { settings } from "./pool-hands.js";
import { statesTable } from "./states.js";
import "./keys.js";

const SHOWN = 100;
/** The copy is written once a second: one that stays as it is for so long while the pool works is not written. */
const UNWRITTEN_MS = 10_000;

class System extends LitElement {
  static properties = { about: {}, place: {}, said: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    new Following(this);
    this.said = this.trouble = null;
    this.written = { text: "", at: 0 };
    this.states = new Poll(this, (signal) => this.saved(signal), 2000);
    this.redis = new Poll(this, (signal) => look("redis", {}, signal), 2000);
    this.pool = new Poll(this, (signal) => look("pool", {}, signal), 5000);
    this.rows = new Poll(this, allSchedulers, 10_000);
    this.config = new Poll(this, (signal) => look("config", {}, signal), 60_000);
  }

  createRenderRoot() {
    return this;
  }

  /** The saved state, and whether it is written any more. */
  async saved(signal) {
    const answer = await look("pool/state", {}, signal);
    const text = JSON.stringify(answer.saved);
    if (text !== this.written.text) this.written = { text, at: Date.now() };
    return { ...answer, late: Date.now() - this.written.at > UNWRITTEN_MS };
  }

  /** What was changed is read again. */
  willUpdate(changed) {
    if (changed.has("said") && this.said !== null) this.pool.again();
  }

  render() {
    return html`
      <div class="head">
        <h1 tabindex="-1">System</h1>
        <p class="hint">Tidemill ${this.about?.version ?? "…"}${this.about ? ` · node ${this.about.node}` : ""}</p>
        <p class="links"><a href="docs">Routes</a> <a href="openapi.json">OpenAPI</a> <a href="metrics">Metrics</a> <a href="problems">Problems</a></p>
      </div>
      ${this.tiles()}
      <div class="columns">
        <section class="panel" aria-labelledby="states-title">
          <div class="head">
            <h2 id="states-title">Saved state beside the live one</h2>
            <p class="hint">${this.states.at ? `read at ${clock(this.states.at)}` : ""}</p>
            <button class="quiet small aside" @click=${() => this.states.again()}>Read again</button>
          </div>
          ${unread(this.states) ?? this.statesBeside()}
        </section>
        ${this.settings()}
      </div>
      <tide-keys></tide-keys>
      ${schedulers(this.rows)} ${this.configuration()} ${this.log()}
    `;
  }

  /** The live one is that of the tick, as on every screen. */
  statesBeside() {
    const { now, running } = this.store;
    const { live, ...saved } = this.states.value;
    return statesTable({ ...saved, running, live: now.pushed === undefined ? live : stateOf(now) });
  }

  tiles() {
    const { value } = this.redis;
    if (value === null) return html`<section class="panel" aria-label="Redis">${unread(this.redis)}</section>`;
    const told = value.figures;
    const policy = told.maxmemory_policy;
    const limit = Number(told.maxmemory) > 0 ? `of ${bytes(told.maxmemory)}` : `peak ${bytes(told.used_memory_peak)}`;
    const where = this.store.redis.where.startsWith("embedded") ? "embedded" : told.redis_mode;
    return html`<section class="cards tiles" aria-label="Redis">
      ${tile("Redis", told.redis_version, `${where}, ${told.role}`)}
      ${tile("Up for", took(told.uptime_in_seconds * 1000), told.aof_enabled === "1" ? "append-only file" : "no append-only file")}
      ${tile("Memory", bytes(told.used_memory), limit)}
      ${tile("Clients", whole(Number(told.connected_clients)), `${told.blocked_clients} of them blocked`)}
      ${tile("Commands", `${whole(Number(told.instantaneous_ops_per_sec))}/s`, `${whole(Number(told.total_commands_processed))} in all`)}
      ${tile("Keys", whole(value.keys), policy === "noeviction" ? "✔ none is evicted" : `⚠ ${policy}: jobs may get lost`, policy === "noeviction" ? "" : "warn")}
    </section>`;
  }

  /** In force now, whatever it was started with. */
  settings() {
    const { value } = this.pool;
    const rows = value === null ? [] : settingsOf(value);
    return html`<section class="panel" aria-labelledby="settings-title">
      <div class="head"><h2 id="settings-title">Settings in force</h2><span class="aside">${settings(this, "Change…")}</span></div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      <p class=${this.said ? "banner plain" : "unseen"} role="status">${this.said ?? ""}</p>
      ${unread(this.pool) ?? nothing}
      <table class="plain"><tbody>${rows.map(([name, figure]) => html`<tr><th scope="row">${name}</th><td>${figure}</td></tr>`)}</tbody></table>
      ${value?.alerts.map(({ told }) => html`<p class="banner">${told}</p>`)} ${value?.restored.map(({ told }) => html`<p class="hint">At the start: ${told}</p>`)}
    </section>`;
  }

  /** As the process was started; what was changed since stands under the settings in force. */
  configuration() {
    const rows = this.config.value?.items ?? [];
    return html`<section class="panel" aria-labelledby="config-title">
      <div class="head"><h2 id="config-title">Configuration</h2><p class="hint">of this process, each value with where it comes from</p>
        ${rows.length === 0 ? nothing : html`<span class="aside">${copy(JSON.stringify(Object.fromEntries(rows.map(({ key, value }) => [key, value])), null, 2), "Copy JSON")}</span>`}</div>
      ${unread(this.config) ?? nothing}
      <table class="plain config"><tbody>
        ${rows.map(({ key, value, kind, source }) => html`<tr data-key=${key}><th scope="row">${key}</th><td>${value === "" ? "–" : value}</td><td class="hint">${kind === "default" || kind === "unset" ? source : `${kind}: ${source}`}</td></tr>`)}
      </tbody></table>
    </section>`;
  }

  log() {
    const latest = this.store.deeds.slice(-SHOWN).reverse();
    return html`<section class="panel" aria-labelledby="log-title">
      <div class="head"><h2 id="log-title">What has happened</h2><p class="hint">in the last hour, the newest first</p></div>
      ${latest.length === 0
        ? html`<p class="empty">Nothing yet.</p>`
        : html`<ol class="log scroll" tabindex="0" aria-labelledby="log-title">
            ${latest.map((deed) => html`<li class=${isBad(deed) ? "bad" : ""}><time>${clock(deed.t)}</time> ${sentence(deed)}</li>`)}
          </ol>`}
    </section>`;
  }
}

function tile(label, figure, note, tone = "") {
  return html`<div class="card">
    <p class="label">${label}</p>
    <p class="figure">${figure}</p>
    <p class="note ${tone}">${note}</p>
  </div>`;
}

function settingsOf({ limits, switchEvery, policy, turnOrder, pushIntervalMs, targetWaitMs, maxBacklog }) {
  const time = (ms) => (ms === 0 ? "none" : ms < 1000 ? `${ms} ms` : took(ms));
  const rows = [
    ["Policy", policy],
    ["Pushers", `${limits.minPushers} to ${limits.maxPushers}`],
    ["Pullers", `${limits.minPullers} to ${limits.maxPullers}`],
    ["A switch every", `${whole(switchEvery)} messages`],
    ["Turn order", turnOrder],
    ["Push interval", time(pushIntervalMs)],
  ];
  if (maxBacklog > 0) rows.push(["Most that wait", `${whole(maxBacklog)} messages`]);
  if (policy === "balance") rows.push(["Target wait", time(targetWaitMs)]);
  return rows;
}

customElements.define("tide-system", System);

// The wave: composition, what it does to the backlog, and the lanes, over one time axis.
import { LitElement, html, nothing } from "lit";
import { COLUMNS, compositionChart, depthChart, height, lanesChart, lanesHeight } from "../charts.js";
import { router } from "../router.js";
import { screenOf } from "../screens.js";
import { chartTable } from "./table.js";
import { readout, words } from "./wave-words.js";

const WINDOWS = [
  [60, "1 m"],
  [300, "5 m"],
  [900, "15 m"],
  [3600, "1 h"],
];

/** A pool that steps more often in a minute makes waves too short for five minutes' width. */
const FAST_STEPS = 36;

/** Who wants little motion sees the charts move once in this time. */
const CALM_MS = 2000;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

class Wave extends LitElement {
  static properties = {
    store: { attribute: false },
    at: { state: true },
  };

  constructor() {
    super();
    this.asked = {};
    this.fitting = 300;
    this.at = null;
    this.keyed = false;
    this.charts = null;
    this.shown = 0;
    this.data = { x: [], pushers: [], workers: [], waiting: [], in: [], out: [] };
    this.view = { from: 0, to: 1, tallest: 11, workers: [], history: null, deeds: [], moving: false };
    this.arrived = () => this.follow();
  }

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener("change", this.arrived);
    if (this.hasUpdated) this.draw();
    this.follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    router.removeEventListener("change", this.arrived);
    this.watcher?.disconnect();
    // Those of one cursor are held by each other beyond the page that showed them.
    for (const chart of Object.values(this.charts ?? {})) chart.destroy();
    this.charts = null;
  }

  /** The address says which window is shown, and which charts as tables too. */
  follow() {
    const { place } = router;
    if (screenOf(place).key !== "live") return;
    const { win } = this.asked;
    this.asked = place.query;
    if (win === this.asked.win) this.requestUpdate();
    else this.show();
  }

  createRenderRoot() {
    return this;
  }

  render() {
    return html`
      ${this.panel("composition", "Pool composition", this.windows(), html`<span class="key push">▲ pushers</span><span class="key pull">▼ pullers</span>`)}
      ${this.panel("depth", "Backlog and throughput", nothing, html`<span class="key in">▲ in/s</span><span class="key out">▼ out/s</span><span class="key waiting">waiting (right)</span>`)}
      ${this.panel("lanes", "Role lanes", html`<p class="hint wide">one row a worker</p>`, html`<span class="key push">▲ pushes</span><span class="key pull">▼ pulls</span>`)}
      <div class="under">
        <p class="readout" aria-live=${this.keyed ? "polite" : "off"}>${readout(this.data, this.view, this.at)}</p>
      </div>
    `;
  }

  panel(name, title, beside, keys) {
    return html`
      <section class="panel chart" aria-labelledby="${name}-title">
        <div class="head">
          <h2 id="${name}-title">${title}</h2>
          ${beside}
          <p class="keys" aria-hidden="true">${keys}</p>
          <button class="quiet small" aria-expanded=${this.tables.has(name)} aria-label="${title} as a table" title="As a table" @click=${() => this.toggle(name)}>⊞</button>
        </div>
        <div
          class="plot"
          id=${name}
          role="img"
          tabindex="0"
          aria-label=${title}
          aria-describedby="${name}-words"
          @keydown=${this.stepCursor}
          @pointermove=${this.pointed}
        ></div>
        <p class="unseen" id="${name}-words">${words(name, this.data, this.view)}</p>
        ${this.tables.has(name) ? chartTable(name, title, this.data, this.view) : nothing}
      </section>
    `;
  }

  get tables() {
    return new Set(this.asked.table?.split(","));
  }

  toggle(name) {
    const shown = this.tables;
    if (!shown.delete(name)) shown.add(name);
    router.refine({ table: [...shown].join(",") });
  }

  windows() {
    return html`<div class="windows" role="group" aria-label="Time shown">
      ${WINDOWS.map(
        ([seconds, label]) =>
          html`<button aria-pressed=${this.seconds === seconds} @click=${() => router.refine({ win: seconds })}>${label}</button>`,
      )}
    </div>`;
  }

  /** Shows less or more time than now. */
  shift(by) {
    const lengths = WINDOWS.map(([seconds]) => seconds);
    const at = lengths.indexOf(this.seconds) + by;
    router.refine({ win: lengths[Math.max(0, Math.min(lengths.length - 1, at))] });
  }

  /** The window asked for, else the one in which the pool's own waves can be told apart. */
  get seconds() {
    return WINDOWS.map(([seconds]) => seconds).find((seconds) => String(seconds) === this.asked.win) ?? this.fitting;
  }

  firstUpdated() {
    this.draw();
  }

  draw() {
    const view = () => this.view;
    const make = (id, chart) => chart(this.querySelector(`#${id}`), view, (u) => this.moved(u));
    this.charts = { composition: make("composition", compositionChart), depth: make("depth", depthChart), lanes: make("lanes", lanesChart) };
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(this);
    this.show();
  }

  /** The store knows more than before. */
  tick() {
    if (!calm.matches || Date.now() - this.shown >= CALM_MS) this.show();
  }

  /** Takes what the store knows now and draws it. */
  show() {
    if (!this.charts) return;
    this.shown = Date.now();
    this.view = this.look();
    this.data = this.store.history.since(this.view.from - 2000);
    for (const [name, chart] of Object.entries(this.charts)) chart.setData(COLUMNS[name].map((column) => this.data[column]));
    if (this.charts.lanes.height !== lanesHeight(this.view.workers.length)) this.fit();
    if (this.keyed && this.at !== null) this.hold();
    this.requestUpdate();
  }

  look() {
    const { history, deeds, limits, crew: workers, now, switchEvery, running, fresh } = this.store;
    if (history.gained("pushed", 60) > FAST_STEPS * 2 * switchEvery) this.fitting = 60;
    const to = history.last ?? now.t ?? Date.now();
    // A young pool fills the charts from the first minute on; they widen as it grows up to the window.
    const age = (to - (history.columns.t[0] ?? to)) / 1000;
    const shown = WINDOWS.map(([seconds]) => seconds).find((seconds) => seconds >= Math.min(age, this.seconds)) ?? this.seconds;
    const from = to - Math.min(shown, this.seconds) * 1000;
    const highest = Math.max(0, ...history.since(from).workers.map((n) => n ?? 0));
    const tallest = Math.max(limits.maxPushers + 1, limits.maxPullers + 1, highest);
    return { from, to, tallest, workers, history, deeds, moving: running && fresh };
  }

  fit() {
    for (const [name, chart] of Object.entries(this.charts)) {
      const tall = name === "lanes" ? lanesHeight(this.view.workers.length) : height(150);
      const width = Math.max(200, chart.root.parentElement.clientWidth);
      if (chart.width !== width || chart.height !== tall) chart.setSize({ width, height: tall });
    }
  }

  /** The theme has changed. */
  redraw() {
    for (const chart of Object.values(this.charts ?? {})) chart.redraw(false);
  }

  /** The pointer reads what passes under it; the keys hold on to a moment. */
  moved(u) {
    if (this.keyed) return;
    const { idx } = u.cursor;
    this.at = idx === null || idx === undefined ? null : u.data[0][idx];
  }

  pointed() {
    this.keyed = false;
  }

  stepCursor(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -1e9, End: 1e9 }[event.key];
    if (step === undefined || this.data.x.length === 0) return;
    event.preventDefault();
    this.keyed = true;
    const last = this.data.x.length - 1;
    const here = this.at === null ? last : this.data.x.findIndex((x) => x >= this.at);
    const there = Math.max(0, Math.min(last, (here < 0 ? last : here) + step));
    this.at = this.data.x[there];
    this.hold();
  }

  hold() {
    for (const chart of Object.values(this.charts)) chart.setCursor({ left: chart.valToPos(this.at, "x"), top: 1 }, false, false);
  }
}

customElements.define("tide-wave", Wave);

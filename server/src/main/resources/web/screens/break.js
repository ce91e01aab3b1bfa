// Break it: what can be made to go wrong in a demo, and the healing of it.
import { LitElement, html, nothing } from "lit";
import { get, post } from "../api.js";
import { isMarked, sentence } from "../events.js";
import { took } from "../spans.js";
import { clock } from "../words.js";

const LABELS = {
  "pause-redis": "Pause Redis 5 s",
  "fail-jobs": "Fail 20 % of jobs",
  "slow-pullers": "Slow pullers × 5",
  "kill-worker": "Kill a worker",
  "kill-redis": "Kill Redis",
};
/** What came of it is shown for so long. */
const TOLD_MS = 60_000;
const AGAIN_MS = 3000;

class Break extends LitElement {
  static properties = { store: { attribute: false }, faults: { state: true }, begun: { state: true }, trouble: { state: true }, tick: {} };

  constructor() {
    super();
    this.faults = [];
    this.ahead = 0;
    this.begun = null;
    this.trouble = null;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.learn();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  /** What can be broken; what does not answer now may in a moment. */
  async learn() {
    const answer = await get("demo/faults").catch((problem) => problem);
    if (!(answer instanceof Error)) this.take(answer);
    else if (answer.passing && this.isConnected) this.timer = setTimeout(() => this.learn(), AGAIN_MS);
  }

  /** The clock of this browser may be off: what is told is by the server's. */
  take({ items, t }) {
    this.ahead = t - Date.now();
    this.faults = items;
  }

  now() {
    return Date.now() + this.ahead;
  }

  render() {
    if (this.faults.length === 0) return nothing;
    return html`<section class="panel break" aria-labelledby="break-title">
      <div class="head">
        <h2 id="break-title">Break it</h2>
        <p class="hint">a demo heals while you watch</p>
        <div class="faults">${this.faults.map((fault) => this.button(fault))}</div>
      </div>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      ${this.begun ? this.healing() : nothing}
    </section>`;
  }

  button({ fault, tells, available, untilMs }) {
    const left = untilMs - this.now();
    const on = left > 0;
    const able = available && this.store.fresh && !on;
    return html`<button class="small" title=${available ? tells : "The Redis of this demo is not its own"} aria-disabled=${!able} data-fault=${fault} @click=${() => able && this.begin(fault)}>
      ${LABELS[fault] ?? fault}${on ? html` <span class="tally">${took(left)}</span>` : nothing}
    </button>`;
  }

  /** What was done, and what has happened since. */
  healing() {
    const since = this.store.deeds.filter((deed) => deed.t >= this.begun.at - 500 && (isMarked(deed) || deed.kind === "resume")).slice(-4);
    if (this.now() - this.begun.at > TOLD_MS) return nothing;
    return html`<ol class="log healing">
      <li><time>${clock(this.begun.at)}</time> ${this.begun.done}</li>
      ${since.map((deed) => html`<li><time>${clock(deed.t)}</time> ${sentence(deed)}</li>`)}
    </ol>`;
  }

  async begin(fault) {
    const at = this.now();
    this.trouble = null;
    try {
      const answer = await post("demo/faults", { fault });
      this.take(answer);
      const { done } = answer;
      this.begun = { at, done: done.charAt(0).toUpperCase() + done.slice(1) };
    } catch (problem) {
      this.trouble = problem.message;
    }
  }
}

customElements.define("tide-break", Break);

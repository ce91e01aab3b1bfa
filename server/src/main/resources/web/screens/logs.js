// What a job has written; while it is worked on, new lines come in at the end.
import { LitElement, html, nothing } from "lit";
import { look, route } from "../api.js";
import { copy, standing } from "../parts.js";
import { Poll } from "../poll.js";
import { many } from "../spans.js";
import { whole } from "../words.js";

const EVERY_MS = 1000;
const LIMIT = 200;
const MOST_SHOWN = 2000;

class Logs extends LitElement {
  static properties = { store: { attribute: false }, job: { attribute: false } };

  constructor() {
    super();
    this.forget();
    this.poll = new Poll(this, (signal) => this.tail(signal), EVERY_MS);
  }

  createRenderRoot() {
    return this;
  }

  forget() {
    this.settled = [];
    this.cursor = undefined;
  }

  willUpdate(changed) {
    const before = changed.get("job");
    if (!before || before.id === this.job.id) return;
    this.forget();
    this.poll.forget();
    this.poll.again();
  }

  /** Pages that are full do not change; the last one is read again and again. */
  async tail(signal) {
    const { queue, id, prefix } = this.job;
    for (;;) {
      const page = await look(`${route("queues", queue, "jobs", id)}/logs`, { limit: LIMIT, cursor: this.cursor, prefix }, signal);
      if (page.anchorLost) this.settled = [];
      if (page.next === null) return { lines: [...this.settled, ...page.items], total: page.total };
      this.settled.push(...page.items);
      this.cursor = page.next;
    }
  }

  updated() {
    const box = this.querySelector("pre");
    if (box && this.atEnd !== false) box.scrollTop = box.scrollHeight;
  }

  render() {
    const { value } = this.poll;
    if (value === null) return standing(this.poll);
    const active = this.job.state === "active";
    const shown = value.lines.slice(-MOST_SHOWN);
    if (shown.length === 0) return html`<p class="empty">${active ? "Nothing written yet. New lines appear here." : "It wrote nothing. A handler writes lines with job.log(…)."}</p>`;
    return html`${standing(this.poll)}
      <div class="panel payload">
        <pre tabindex="0" role="log" aria-live="off" aria-label="Log" class="wrapped tall" @scroll=${this.scrolled}>${shown.join("\n")}</pre>
        <p class="pairs">
          <span class="hint">${active ? html`<span class="alive" aria-hidden="true">●</span> live · ` : nothing}${many(value.total, "line")}${shown.length < value.lines.length ? `, the last ${whole(shown.length)} shown` : ""}</span>
          ${copy(shown.join("\n"))}
        </p>
      </div>`;
  }

  /** Who has scrolled back to read is left alone. */
  scrolled({ target }) {
    this.atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 24;
  }
}

customElements.define("tide-logs", Logs);

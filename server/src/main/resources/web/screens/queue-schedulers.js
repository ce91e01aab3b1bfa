// The schedulers of a queue: what each adds, and when next.
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { look, remove, route } from "../api.js";
import { agreed } from "../dialog.js";
import { command, deed, standing } from "../parts.js";
import { Poll } from "../poll.js";
import { moment, took } from "../spans.js";
import { whole } from "../words.js";

const EVERY_MS = 5000;

class Schedulers extends LitElement {
  static properties = { store: { attribute: false }, about: { attribute: false }, queue: { attribute: false }, trouble: { state: true } };

  constructor() {
    super();
    this.trouble = null;
    this.poll = new Poll(this, (signal) => look(`${route("queues", this.queue.name)}/schedulers`, { limit: 200, prefix: this.queue.prefix }, signal), EVERY_MS);
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { poll } = this;
    return html`${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing} ${standing(poll)}
    ${poll.value === null ? nothing : poll.value.total === 0 ? this.empty() : this.table(poll.value)}`;
  }

  empty() {
    return html`<div class="panel"><p class="empty">No scheduler adds jobs here. Programs make one, in Java or Node.js:</p>
      ${command('queue.upsertJobScheduler("nightly", { pattern: "0 3 * * *" })')}</div>`;
  }

  table({ items, total }) {
    return html`<div class="panel flush">
      <table class="list">
        <caption class="unseen">Schedulers</caption>
        <thead>
          <tr>
            ${["Scheduler", "Job", "When", "Next"].map((title) => html`<th scope="col">${title}</th>`)}
            <th scope="col" class="number">Added so far</th>
            ${this.about?.readOnly === false ? html`<th scope="col"><span class="unseen">Remove</span></th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${repeat(items, ({ id }) => id, (one) => this.row(one))}
        </tbody>
      </table>
      ${items.length < total ? html`<p class="hint">The ${whole(items.length)} that are due soonest, of ${whole(total)}.</p>` : nothing}
    </div>`;
  }

  row(one) {
    const when = one.everyMs === undefined ? html`<code>${one.pattern}</code> <span class="hint">${one.zone}</span>` : `every ${took(one.everyMs)}`;
    return html`<tr>
      <th scope="row">${one.id}</th>
      <td data-label="Job">${one.name}</td>
      <td data-label="When">${when}</td>
      <td data-label="Next"><time datetime=${one.next}>${moment(one.nextMs)}</time> <span class="hint">in ${took(Math.max(0, one.nextMs - this.poll.at))}</span></td>
      <td data-label="Added so far" class="number">${whole(one.iterations)}${one.limit ? ` of ${whole(one.limit)}` : nothing}</td>
      ${this.about?.readOnly === false ? html`<td class="deeds">${deed(this, "Remove…", () => this.drop(one), { style: "small", name: `Remove scheduler ${one.id}` })}</td>` : nothing}
    </tr>`;
  }

  async drop({ id }) {
    const text = "It adds no more jobs; the one that waits for its time goes with it.";
    if (!(await agreed({ title: `Remove the scheduler “${id}”?`, text, deed: "Remove", danger: true }))) return;
    this.trouble = null;
    try {
      await remove(route("queues", this.queue.name, "schedulers", id), { prefix: this.queue.prefix });
    } catch (problem) {
      this.trouble = `“${id}” was not removed: ${problem.message}`;
    }
    this.poll.again();
  }
}

customElements.define("tide-schedulers", Schedulers);

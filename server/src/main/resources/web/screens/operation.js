// How far an operation on many jobs is; it goes on by itself, whoever looks.
import { LitElement, html, nothing } from "lit";
import { get, remove, route } from "../api.js";
import { deed } from "../parts.js";
import { many } from "../spans.js";
import { whole } from "../words.js";

const EVERY_MS = 500;
const DOING = { retry: "Retrying", promote: "Promoting", remove: "Removing", drain: "Draining", obliterate: "Obliterating" };
const DONE = { retry: "retried", promote: "promoted", remove: "removed" };

class Operation extends LitElement {
  static properties = { host: { attribute: false }, queue: { attribute: false }, operation: { state: true } };

  constructor() {
    super();
    this.operation = null;
  }

  createRenderRoot() {
    return this;
  }

  /** One that goes on already is shown to whoever comes. */
  async connectedCallback() {
    super.connectedCallback();
    const { items } = await get("operations").catch(() => ({ items: [] }));
    const { name, prefix } = this.queue;
    const going = items.find((one) => !one.over && one.queue === name && one.prefix === prefix);
    if (going && this.operation === null) this.follow(going);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  follow(operation) {
    clearTimeout(this.timer);
    this.operation = operation;
    if (!operation.over) this.timer = setTimeout(() => this.look(operation.id), EVERY_MS);
  }

  async look(id) {
    if (document.hidden) {
      this.follow(this.operation);
      return;
    }
    const again = await get(route("operations", id)).catch((problem) => problem);
    if (this.operation?.id !== id || !this.isConnected) return;
    if (again instanceof Error) {
      if (again.passing) this.follow(this.operation);
      else this.operation = null;
      return;
    }
    this.follow(again);
    if (again.over) this.host.querySelector("tide-jobs")?.refresh();
  }

  render() {
    const { operation } = this;
    if (operation === null) return nothing;
    return html`<section class="banner plain operation" aria-label="Operation" data-phase=${operation.phase}>
      <p role="status">${words(operation)}</p>
      ${operation.over ? nothing : bar(operation)}
      ${operation.over
        ? html`<button type="button" class="quiet small" @click=${() => (this.operation = null)}>Close</button>`
        : deed(this.host, "Cancel", () => this.cancel(operation), { style: "small", name: "Cancel the operation" })}
    </section>`;
  }

  async cancel({ id }) {
    await remove(route("operations", id)).catch(() => {});
  }
}

function bar({ matched, done, skipped, phase }) {
  if (phase === "searching" || matched === 0) return html`<progress aria-label="Progress"></progress>`;
  return html`<progress aria-label="Progress" max=${matched} .value=${done + skipped}></progress>`;
}

function words(operation) {
  const { action, phase, searched, total, matched, done, skipped, error } = operation;
  const left = skipped > 0 ? ` ${many(skipped, "job")} had moved on and ${skipped === 1 ? "was" : "were"} left alone.` : "";
  const whole_ = DONE[action] === undefined;
  if (phase === "searching") return `${DOING[action]}: searched ${whole(searched)}${total === null ? "" : ` of ${whole(total)}`}, ${many(matched, "job")} found.`;
  if (phase === "running") return whole_ ? `${DOING[action]}…` : `${DOING[action]}: ${whole(done)} of ${whole(matched)}.`;
  if (phase === "failed") return `${DOING[action]} could not go on: ${error}${left}`;
  const end = phase === "cancelled" ? "Cancelled" : "Done";
  return whole_ ? `${end}: ${action}.` : `${end}: ${many(done, "job")} ${DONE[action]}.${left}`;
}

customElements.define("tide-operation", Operation);

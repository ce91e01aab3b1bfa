// A value as it lies there, indented; numbers that a browser cannot hold keep their digits.
import { LitElement, html, nothing } from "lit";
import { get, route } from "../api.js";
import { copy, standing } from "../parts.js";
import { whole } from "../words.js";

/** More than this is no reading matter; the file has all of it. */
const MOST = 200_000;

class Payload extends LitElement {
  static properties = {
    name: { attribute: false },
    value: { attribute: false },
    text: { attribute: false },
    key: { attribute: false },
    empty: { attribute: false },
    wrapped: { state: true },
    read: { state: true },
    problem: { state: true },
  };

  constructor() {
    super();
    this.wrapped = true;
    this.read = this.problem = null;
  }

  createRenderRoot() {
    return this;
  }

  async willUpdate(changed) {
    if (!changed.has("key") || this.key === undefined) return;
    const { key } = this;
    this.read = this.problem = null;
    try {
      const read = fields(await get(route("redis", "keys", key)));
      if (key === this.key) this.read = read;
    } catch (problem) {
      if (key === this.key) this.problem = problem;
    }
  }

  get shown() {
    const value = this.key === undefined ? this.value : this.read;
    return value === undefined ? this.text : JSON.stringify(value, null, 2);
  }

  render() {
    if (this.key !== undefined && this.read === null) return standing({ value: null, problem: this.problem });
    const { shown } = this;
    if (shown === undefined || shown === "null") return html`<p class="empty">${this.empty}</p>`;
    return html`<div class="panel payload">
      <pre tabindex="0" role="region" aria-label=${this.name} class=${this.wrapped ? "wrapped" : ""}>${shown.slice(0, MOST)}</pre>
      ${shown.length > MOST ? html`<p class="hint">The first ${whole(MOST)} of ${whole(shown.length)} characters; the file has all of them.</p>` : nothing}
      <p class="pairs">
        ${copy(shown)}
        <button type="button" class="quiet small" aria-pressed=${this.wrapped} @click=${() => (this.wrapped = !this.wrapped)}>Wrap</button>
        <button type="button" class="quiet small" @click=${() => this.save(shown)}>Download</button>
      </p>
    </div>`;
  }

  save(text) {
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    Object.assign(document.createElement("a"), { href: url, download: `${this.name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }
}

/** A hash comes as names and values in turn. */
function fields(key) {
  if (key.type !== "hash" || !Array.isArray(key.value)) return key;
  const pairs = key.value.flatMap((name, i, all) => (i % 2 === 0 ? [[name, all[i + 1]]] : []));
  return { ...key, value: Object.fromEntries(pairs) };
}

customElements.define("tide-payload", Payload);

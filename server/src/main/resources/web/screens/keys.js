// The keys of a queue, and what one of them holds; no other keys are shown.
import { LitElement, html, nothing } from "lit";
import { get, route } from "../api.js";
import { unread } from "../parts.js";
import { took } from "../spans.js";
import { whole } from "../words.js";

const AGAIN_MS = 3000;
/** One of these is shown before anybody has chosen: it is there as long as its queue. */
const STANDING = [":meta", ":events", ":id"];

class Keys extends LitElement {
  static properties = { queues: { state: true }, queue: { state: true }, keys: { state: true }, next: { state: true }, chosen: { state: true }, trouble: { state: true } };

  constructor() {
    super();
    Object.assign(this, { queues: [], queue: undefined, match: "", keys: [], next: null, chosen: null, trouble: null });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.attempt(() => this.begin());
  }

  async begin() {
    this.queues = (await get("queues", { limit: 200 })).items;
    this.queue = this.queues[0];
    await this.look();
  }

  /** What fails for the moment alone is tried again, unless something else is wanted by then. */
  async attempt(deed) {
    this.wanted = deed;
    try {
      await deed();
      this.trouble = null;
    } catch (problem) {
      this.trouble = problem;
      if (problem.passing) setTimeout(() => this.isConnected && this.wanted === deed && this.attempt(deed), AGAIN_MS);
    }
  }

  /** Redis may answer a step of its scan with nothing though more follows. */
  async look(cursor) {
    if (this.queue === undefined) return;
    const { queue, match } = this;
    const { name, prefix } = queue;
    let found = cursor ? this.keys : [];
    let at = cursor;
    for (let step = 0; step < 20; step++) {
      const page = await get("redis/keys", { queue: name, prefix, match: match === "" ? "" : `*${match}*`, cursor: at });
      if (queue !== this.queue || match !== this.match) return; // something else is wanted by now
      found = [...found, ...page.items];
      at = page.next;
      if (at === null || page.items.length > 0) break;
    }
    this.keys = found.sort((a, b) => a.key.localeCompare(b.key, "en", { numeric: true }));
    this.next = at;
    const standing = STANDING.map((part) => found.find(({ key }) => key.endsWith(part))).find(Boolean);
    if (this.chosen === null && standing) this.show(standing.key);
  }

  async show(key) {
    this.sought = key;
    await this.attempt(async () => {
      const read = await get(route("redis", "keys", key));
      if (key === this.sought) this.chosen = read;
    });
  }

  render() {
    return html`<section class="panel" aria-labelledby="keys-title">
      <div class="head">
        <h2 id="keys-title">Keys</h2>
        <p class="hint">of a queue, read only</p>
        <form class="filters aside" @submit=${(event) => event.preventDefault()}>
          <select aria-label="Queue" @change=${this.pick}>
            ${this.queues.map((queue, n) => html`<option value=${n} ?selected=${queue === this.queue}>${nameIn(this.queues, queue)}</option>`)}
          </select>
          <input type="search" aria-label="Part of a key" placeholder="part of a key" .value=${this.match} @change=${this.narrow} />
        </form>
      </div>
      ${this.trouble ? unread({ value: null, problem: this.trouble }) : nothing}
      <div class="columns">
        <div>
          ${this.keys.length === 0 && this.trouble === null ? html`<p class="empty">No keys.</p>` : nothing}
          <ul class="keylist scroll" aria-label="Keys" tabindex="0">
            ${this.keys.map((one) => this.item(one))}
          </ul>
          ${this.next === null ? nothing : html`<button class="quiet small" @click=${() => this.attempt(() => this.look(this.next))}>More</button>`}
        </div>
        ${this.peek()}
      </div>
    </section>`;
  }

  item({ key, type, size }) {
    return html`<li>
      <button class="quiet small" aria-pressed=${this.chosen?.key === key} @click=${() => this.show(key)}><span>${key}</span> <span class="hint">${type} ${whole(size)}</span></button>
    </li>`;
  }

  peek() {
    if (this.chosen === null) return this.keys.length === 0 ? nothing : html`<p class="empty">Choose a key to see what it holds.</p>`;
    const { key, type, ttlMs, ...held } = this.chosen;
    return html`<div class="peek">
      <p><strong>${key}</strong> <span class="chip">${type}</span> <span class="hint">${ttlMs < 0 ? "stays" : `goes in ${took(ttlMs)}`}</span></p>
      <pre class="scroll" tabindex="0" aria-label="What ${key} holds">${JSON.stringify(held, null, 2)}</pre>
    </div>`;
  }

  pick(event) {
    this.queue = this.queues[event.target.value];
    this.chosen = null;
    this.attempt(() => this.look());
  }

  narrow(event) {
    this.match = event.target.value.replaceAll(/[*?[\]\\]/g, "");
    this.attempt(() => this.look());
  }
}

/** Where queues of several prefixes are, the name alone may mean two. */
function nameIn(queues, { name, prefix }) {
  return queues.some((other) => other.prefix !== prefix) ? `${name} of ${prefix}` : name;
}

customElements.define("tide-keys", Keys);

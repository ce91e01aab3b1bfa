// A sheet to change the settings of the pool: it holds those in force, and sends only what is made another.
import { LitElement, html, nothing } from "lit";
import { get, patch } from "../api.js";

const NUMBERS = {
  minPushers: "Fewest pushers",
  maxPushers: "Most pushers",
  minPullers: "Fewest pullers",
  maxPullers: "Most pullers",
  switchEvery: "A switch every",
  maxBacklog: "Most that wait",
  pushIntervalMs: "Push interval",
  targetWaitMs: "Target wait",
};
const CHOICES = { policy: "Policy", turnOrder: "Turn order" };
const LABELS = { ...NUMBERS, ...CHOICES };
const UNITS = {
  switchEvery: "messages",
  maxBacklog: "messages; 0: any number",
  pushIntervalMs: "ms; 0: none",
  targetWaitMs: "ms; under balance",
};
const WORDS = {
  policy: { staircase: "staircase: the original's steps", fixed: "fixed: as many as may be", balance: "balance: as the wait asks for" },
  turnOrder: { fifo: "fifo: the longest in a role leaves it", lifo: "lifo: the last to come leaves it" },
};

/** What the server tells of a refusal, without the name that stands at the field anyway. */
const PLACE = /^'body\/\w+'( is '.*')?: /;

class PoolSettings extends LitElement {
  static properties = { held: { state: true }, trouble: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.held = {};
    this.trouble = null;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  async open(store, changed) {
    const pool = await get("pool");
    Object.assign(this, { store, changed, trouble: null, held: { ...pool, ...pool.limits } });
    await this.updateComplete;
    this.querySelector("form").reset();
    this.dialog.showModal();
  }

  render() {
    const { trouble, busy } = this;
    return html`<dialog aria-labelledby="pool-settings-title">
      <form class="sheet" novalidate @submit=${this.submitted}>
        <h2 id="pool-settings-title">Settings of the pool</h2>
        <div class="pair">${Object.keys(NUMBERS).slice(0, 4).map((name) => this.number(name))}</div>
        <div class="pair">${Object.keys(CHOICES).map((name) => this.choice(name))}</div>
        <div class="pair">${Object.keys(NUMBERS).slice(4).map((name) => this.number(name))}</div>
        ${trouble && !trouble.field ? html`<p class="banner failed" role="alert">${trouble.text}</p>` : nothing}
        <div class="foot">
          <button type="button" class="plain" @click=${() => this.dialog.close()}>Cancel</button>
          <button type="submit" class="primary" aria-busy=${busy}>${busy ? "Changing…" : "Change"}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** A text, so that what is no number reaches who can say what is wanted instead. */
  number(name) {
    const line = html`<input name=${name} inputmode="numeric" autocomplete="off" value=${this.held[name] ?? ""} aria-invalid=${this.refuses(name)} aria-describedby="about-${name}" />`;
    return this.field(name, line, UNITS[name] ?? "");
  }

  choice(name) {
    const now = this.held[name];
    const line = html`<select name=${name} aria-invalid=${this.refuses(name)} aria-describedby="about-${name}">
      ${Object.entries(WORDS[name]).map(([word, text]) => html`<option value=${word} ?selected=${word === now}>${text}</option>`)}
    </select>`;
    return this.field(name, line, "");
  }

  field(name, line, unit) {
    const refused = this.refuses(name);
    return html`<div class="field">
      <label><span>${LABELS[name]}</span>${line}</label>
      <p id="about-${name}" class="hint ${refused ? "bad" : ""}">${refused ? this.trouble.text : unit}</p>
    </div>`;
  }

  refuses(name) {
    return this.trouble?.field === name;
  }

  async submitted(event) {
    event.preventDefault();
    if (this.busy) return;
    const wanted = differing(new FormData(event.target), this.held);
    if (Object.keys(wanted).length === 0) {
      this.dialog.close();
      return;
    }
    this.busy = true;
    this.trouble = null;
    try {
      this.store.steered(await patch("pool", wanted));
      this.dialog.close();
      this.changed(`${Object.entries(wanted).map(told).join(" ")}`);
    } catch (problem) {
      await this.refused(problem);
    } finally {
      this.busy = false;
    }
  }

  async refused({ message, hint }) {
    const field = Object.keys(LABELS).find((name) => message.includes(name));
    const text = message.replace(PLACE, "");
    this.trouble = { field, text: field ? text.charAt(0).toUpperCase() + text.slice(1) : `${message} ${hint ?? ""}` };
    await this.updateComplete;
    if (field) this.querySelector(`[name=${field}]`).focus();
  }
}

/** What is another than what is held; numbers as numbers. */
function differing(fields, held) {
  const changed = [...fields].filter(([name, value]) => value.trim() !== String(held[name] ?? ""));
  return Object.fromEntries(changed.map(([name, value]) => [name, /^\s*\d{1,15}\s*$/.test(value) ? Number(value) : value.trim()]));
}

function told([name, value]) {
  const unit = name.endsWith("Ms") ? " ms" : "";
  return `${LABELS[name]} is ${value}${unit} now.`;
}

customElements.define("tide-pool-settings", PoolSettings);

/** Opens the sheet; `changed` is told a sentence about what has been changed. Throws when the settings cannot be read. */
export function openPoolSettings(store, changed = () => {}) {
  let sheet = document.querySelector("tide-pool-settings");
  if (sheet === null) document.body.append((sheet = document.createElement("tide-pool-settings")));
  return sheet.open(store, changed);
}

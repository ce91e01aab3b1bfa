// The finder: a few letters lead to a screen, a queue or a job, or do something.
import { LitElement, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { get } from "./api.js";
import { finds } from "./finds.js";

class Finder extends LitElement {
  static properties = { sought: { state: true }, queues: { state: true }, chosen: { state: true } };

  constructor() {
    super();
    this.sought = "";
    this.queues = [];
    this.chosen = null;
    this.around = { actions: [], place: { path: [] } };
  }

  createRenderRoot() {
    return this;
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  get found() {
    return finds(this.sought, { ...this.around, queues: this.queues });
  }

  /** Where what is chosen stands now: it is known by its name, since queues that come late push the others down. */
  at(found) {
    return Math.min(Math.max(0, found.findIndex((entry) => nameOf(entry) === this.chosen)), found.length - 1);
  }

  /** `around` is what can be done, and where we are: `{ actions, place }`. */
  open(around) {
    this.around = around;
    this.sought = "";
    this.chosen = null;
    this.dialog.showModal();
    this.learn();
    this.requestUpdate();
  }

  /** The queues there are now; those that were known stay when nobody answers. */
  async learn() {
    const page = await get("queues", { limit: 200 }).catch(() => null);
    if (page) this.queues = page.items;
  }

  render() {
    const { found, sought } = this;
    const at = this.at(found);
    return html`<dialog class="finder" aria-label="Find or do" @click=${(event) => event.target === this.dialog && this.dialog.close()}>
      <input
        type="text"
        role="combobox"
        aria-label="Find a screen, a queue, a job or something to do"
        aria-expanded=${found.length > 0}
        aria-controls="finds"
        aria-autocomplete="list"
        aria-activedescendant=${at < 0 ? nothing : `find-${at}`}
        placeholder="Screen, queue, queue/id, deed…"
        autocomplete="off"
        spellcheck="false"
        autofocus
        .value=${sought}
        @input=${(event) => this.seek(event.target.value)}
        @keydown=${(event) => this.pressed(event)}
      />
      <div id="finds" role="listbox" aria-label="Found" ?hidden=${found.length === 0}>
        ${repeat(found, nameOf, (entry, n) => this.option(entry, n, n === at))}
      </div>
      <p class=${found.length === 0 ? "empty" : "unseen"} role="status">${found.length === 0 ? "Nothing is called so." : `${found.length} found`}</p>
    </dialog>`;
  }

  option(entry, n, chosen) {
    return html`<div role="option" id="find-${n}" aria-selected=${chosen} @click=${() => this.take(entry)} @pointermove=${() => (this.chosen = nameOf(entry))}>
      <span class="what">${entry.text}</span>
      ${entry.letter ? html`<span aria-hidden="true">${entry.letter.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</span>` : nothing}
      <span class="kind">${entry.kind}</span>
    </div>`;
  }

  updated() {
    this.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  seek(sought) {
    this.sought = sought;
    this.chosen = null;
  }

  pressed(event) {
    const { found } = this;
    if (event.isComposing || found.length === 0) return;
    const at = this.at(found);
    const step = { ArrowDown: 1, ArrowUp: found.length - 1 }[event.key];
    if (step !== undefined) this.chosen = nameOf(found[(at + step) % found.length]);
    else if (event.key === "Enter") this.take(found[at]);
    else return;
    event.preventDefault();
  }

  /** Closed before the deed, which may ask with a sheet of its own. */
  take({ href, act }) {
    this.dialog.close();
    if (href) location.hash = href;
    else act();
  }
}

function nameOf({ kind, text }) {
  return `${kind} ${text}`;
}

customElements.define("tide-finder", Finder);

// Asks before a deed: what it would do, counted beforehand, and for what cannot be undone the name once more.
import { LitElement, html, nothing } from "lit";
import { router } from "./router.js";

class Confirmation extends LitElement {
  static properties = { question: { state: true }, facts: { state: true }, trouble: { state: true }, typed: { state: true } };

  constructor() {
    super();
    this.question = null;
    this.clear();
    router.addEventListener("change", () => this.settle(false)); // what is asked about is no longer in sight
  }

  createRenderRoot() {
    return this;
  }

  clear() {
    this.facts = null;
    this.trouble = null;
    this.typed = "";
  }

  async ask(question) {
    this.answer?.(false);
    this.clear();
    this.question = question;
    await this.updateComplete;
    this.dialog.showModal();
    this.dialog.querySelector("[data-cancel]").focus();
    this.count(question);
    return new Promise((answer) => (this.answer = answer));
  }

  async count(question) {
    try {
      const facts = await question.facts;
      if (question === this.question) this.facts = facts ?? { possible: true };
    } catch (problem) {
      if (question === this.question) this.trouble = problem;
    }
  }

  get dialog() {
    return this.querySelector("dialog");
  }

  get able() {
    const { facts, question, typed } = this;
    return facts !== null && facts.possible !== false && (question.name === undefined || typed === question.name);
  }

  settle(yes) {
    if (this.question === null || (yes && !this.able)) return;
    this.dialog.close();
    this.answer?.(yes);
    this.answer = null;
    this.question = null;
  }

  render() {
    const { question, facts, trouble } = this;
    if (question === null) return html`<dialog></dialog>`;
    return html`
      <dialog aria-labelledby="ask-title" aria-describedby="ask-text" @cancel=${this.cancelled} @click=${this.backdrop}>
        <form class="sheet" method="dialog" @submit=${this.submitted}>
          <h2 id="ask-title">${question.title}</h2>
          <div id="ask-text" class="ask" role="status">
            ${question.text ? html`<p>${question.text}</p>` : nothing}
            ${facts === null && trouble === null ? html`<p class="hint">Counting…</p>` : nothing}
            ${facts?.text ? html`<p data-dry-run>${facts.text}</p>` : nothing}
            ${trouble ? html`<p class="banner failed">${trouble.message} ${trouble.hint ?? ""}</p>` : nothing}
          </div>
          ${question.name === undefined ? nothing : this.nameField(question.name)}
          <div class="foot">
            <button type="button" class="plain" data-cancel @click=${() => this.settle(false)}>Cancel</button>
            <button type="submit" class=${question.danger ? "danger" : "primary"} data-deed aria-disabled=${!this.able}>${facts?.deed ?? question.deed}</button>
          </div>
        </form>
      </dialog>
    `;
  }

  nameField(name) {
    return html`<label class="field">
      <span>Type <strong>${name}</strong> to confirm</span>
      <input type="text" autocomplete="off" spellcheck="false" .value=${this.typed} @input=${(event) => (this.typed = event.target.value)} />
    </label>`;
  }

  submitted(event) {
    event.preventDefault();
    this.settle(true);
  }

  cancelled(event) {
    event.preventDefault();
    this.settle(false);
  }

  backdrop(event) {
    if (event.target === this.dialog) this.settle(false);
  }
}

customElements.define("tide-confirmation", Confirmation);

/**
 * True once somebody has agreed.
 *
 * `title`, `deed` (what the button says), `text`; `facts`, a promise of `{ text, possible, deed }` that a dry run tells;
 * `danger` for what cannot be undone, `name` that must be typed then.
 */
export function agreed(question) {
  let sheet = document.querySelector("tide-confirmation");
  if (sheet === null) {
    sheet = document.createElement("tide-confirmation");
    document.body.append(sheet);
  }
  return sheet.ask(question);
}

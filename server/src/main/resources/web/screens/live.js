// Live: is the wave healthy? Cards, the three charts, the workers.
import { LitElement, html, nothing } from "lit";
import { Following } from "../following.js";
import { cards } from "./cards.js";
import { workers } from "./workers.js";
import "./break.js";
import "./wave.js";

class Live extends LitElement {
  static properties = { store: { attribute: false }, about: {}, place: {} };

  constructor() {
    super();
    new Following(this);
  }

  createRenderRoot() {
    return this;
  }

  /** While the view is paused nothing below the frame moves; what the server is may be learnt late. */
  shouldUpdate(changed) {
    return !(this.hasUpdated && this.store.paused) || changed.has("about");
  }

  redraw() {
    this.querySelector("tide-wave")?.redraw();
  }

  render() {
    const { store } = this;
    return html`
      <h1 class="unseen" tabindex="-1">Live</h1>
      ${cards(store)}
      <tide-wave .store=${store}></tide-wave>
      ${workers(store)}
      ${this.about?.demo && this.about.readOnly === false ? html`<tide-break .store=${store} .tick=${store.now.t}></tide-break>` : nothing}
    `;
  }

  updated() {
    this.querySelector("tide-wave")?.tick();
  }
}

customElements.define("tide-live", Live);

// Live: is the wave healthy? Cards, the three charts, the workers.
import { LitElement, html, nothing } from "lit";
import { look, route } from "../api.js";
import { Following } from "../following.js";
import { Poll } from "../poll.js";
import { poolQueue } from "../pool-queue.js";
import { cards } from "./cards.js";
import { workers } from "./workers.js";
import "./break.js";
import "./wave.js";

class Live extends LitElement {
  static properties = { store: { attribute: false }, about: {}, place: {} };

  constructor() {
    super();
    new Following(this);
    this.queue = new Poll(this, (signal) => this.ownQueue(signal), 2000);
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

  /** What is in the pool's own queue; while nobody answers, what was in it. */
  async ownQueue(signal) {
    if (!this.store.fresh) return this.queue.value;
    const { name, prefix } = await poolQueue();
    return look(route("queues", name), { prefix }, signal);
  }

  render() {
    const { store } = this;
    return html`
      <h1 class="unseen" tabindex="-1">Live</h1>
      ${cards(store, this.queue.value)}
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

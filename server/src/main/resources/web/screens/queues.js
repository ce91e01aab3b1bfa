// Queues: all that this Redis holds.
import { LitElement, html } from "lit";

class Queues extends LitElement {
  createRenderRoot() {
    return this;
  }

  render() {
    return html`<h1 tabindex="-1">Queues</h1>`;
  }
}

customElements.define("tide-queues", Queues);

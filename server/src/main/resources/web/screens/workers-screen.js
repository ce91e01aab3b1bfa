// Workers: who is in the pool and what each is doing.
import { LitElement, html } from "lit";
import { workers } from "./workers.js";

class Workers extends LitElement {
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.changed = () => this.store.paused || this.requestUpdate();
    this.store.addEventListener("change", this.changed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener("change", this.changed);
  }

  render() {
    return html`<h1 class="unseen" tabindex="-1">Workers</h1>
      ${workers(this.store)}`;
  }
}

customElements.define("tide-workers", Workers);

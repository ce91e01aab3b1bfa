// System: what this server and its Redis are.
import { LitElement, html } from "lit";
import { server } from "../api.js";
import { whereOf } from "../status.js";

class System extends LitElement {
  static properties = { about: { state: true } };

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.about = await server().catch(() => null);
  }

  render() {
    const { about, store } = this;
    return html`<h1 tabindex="-1">System</h1>
      <section class="panel">
        <p>Tidemill ${about?.version ?? "…"}${about?.readOnly ? ", read-only" : ""} · ${whereOf(store)}</p>
        <p class="hint">More: <a href="docs">routes</a>, <a href="problems">problems</a>, <a href="metrics">figures for Prometheus</a>.</p>
      </section>`;
  }
}

customElements.define("tide-system", System);

// Job: all that is known of one.
import { LitElement, html } from "lit";

class Job extends LitElement {
  static properties = { place: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<h1 tabindex="-1">Job ${this.place.path[2]}</h1>`;
  }
}

customElements.define("tide-job", Job);

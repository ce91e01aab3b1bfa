// The help: which keys do what, and the switch for those that are single letters.
import { LitElement, html } from "lit";
import { SHORTCUTS } from "./shortcuts.js";

class Help extends LitElement {
  static properties = { shortcuts: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  open() {
    this.requestUpdate();
    this.querySelector("dialog").showModal();
  }

  render() {
    return html`<dialog aria-labelledby="help-title" @click=${(event) => event.target.tagName === "DIALOG" && event.target.close()}>
      <form class="sheet" method="dialog">
        <h2 id="help-title">Keys</h2>
        <dl class="keyhelp">${SHORTCUTS.map(([keys, what]) => html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd></div>`)}</dl>
        <p class="hint">On a chart the arrow keys read moment by moment, Home and End the first and the last.</p>
        <label class="switch"><input type="checkbox" .checked=${this.shortcuts?.on ?? true} @change=${(event) => (this.shortcuts.on = event.target.checked)} /> Letters do something</label>
        <div class="foot"><button class="primary" autofocus>Close</button></div>
      </form>
    </dialog>`;
  }
}

customElements.define("tide-help", Help);

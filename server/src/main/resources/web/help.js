// The help: which keys do what, and the switch for those that are single letters.
import { LitElement, html } from "lit";
import { letters } from "./letters.js";
import { SHORTCUTS } from "./shortcuts.js";

class Help extends LitElement {
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
        <div class="keyhelp">${Object.entries(SHORTCUTS).map(([where, keys]) => html`<section><h3>${where}</h3><dl>${keys.map(line)}</dl></section>`)}</div>
        <label class="switch"><input type="checkbox" .checked=${letters.on} @change=${(event) => (letters.on = event.target.checked)} /> Single letters and signs do something</label>
        <div class="foot"><button class="primary" autofocus>Close</button></div>
      </form>
    </dialog>`;
  }
}

function line([keys, what]) {
  return html`<div><dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${what}</dd></div>`;
}

customElements.define("tide-help", Help);

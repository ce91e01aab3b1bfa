// The last minutes of one worker as a strip: solid while it pushed, hatched while it pulled.
import { LitElement, html } from "lit";
import { pieces } from "../lanes.js";
import { hatch, palette } from "../palette.js";

const SHOWN_MS = 300_000;

class Strip extends LitElement {
  static properties = { store: { attribute: false }, worker: {}, tick: { type: Number } };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<canvas class="strip" role="img" aria-label=${this.words()}></canvas>`;
  }

  get spans() {
    const { history } = this.store;
    const to = history.last ?? Date.now();
    const from = to - SHOWN_MS;
    return { from, to, all: [...pieces(history.lanes.get(this.worker) ?? [], history.stretches(from), to)] };
  }

  words() {
    const { from, all } = this.spans;
    const sum = (role) => all.reduce((ms, [start, end, which]) => ms + (which === role ? Math.max(0, end - Math.max(start, from)) : 0), 0);
    const [pushed, pulled] = [sum("Pusher"), sum("Puller")];
    if (pushed + pulled === 0) return "Nothing in the last five minutes";
    return `Of the last five minutes it pushed ${Math.round((100 * pushed) / (pushed + pulled))} %, and pulled the rest`;
  }

  updated() {
    const canvas = this.querySelector("canvas");
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(canvas.clientWidth * ratio), Math.round(canvas.clientHeight * ratio)];
    if (width === 0) return;
    Object.assign(canvas, { width, height });
    const pen = canvas.getContext("2d");
    const { from, to, all } = this.spans;
    const at = (t) => ((Math.max(t, from) - from) / (to - from)) * width;
    const fills = { Pusher: palette().push, Puller: hatch(pen, ratio) };
    for (const [start, end, role] of all) {
      pen.fillStyle = fills[role] ?? palette().depth;
      pen.fillRect(at(start), 0, Math.max(1, at(end) - at(start)), height);
    }
  }
}

customElements.define("tide-strip", Strip);

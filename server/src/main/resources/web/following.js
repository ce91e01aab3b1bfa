// Draws a screen anew whenever the figures change; while the view is paused it stands still.

/** Fits a Lit element that has the store: `new Following(this)`. */
export class Following {
  #host;
  #changed = () => this.#host.store.paused || this.#host.requestUpdate();

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    this.#host.store.addEventListener("change", this.#changed);
  }

  hostDisconnected() {
    this.#host.store.removeEventListener("change", this.#changed);
  }
}

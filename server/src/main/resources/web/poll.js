// Asks again and again while somebody looks, and keeps the last answer when there is none.

/** Fits a Lit element; one that has the store hears when the figures grow old too: `new Poll(this, (signal) => look(…, signal), 3000)`; `value`, `problem` and `at` are what there is. */
export class Poll {
  #host;
  #ask;
  #every;
  #timer = null;
  #abort = null;
  #fresh = null;
  #waking = () => this.#due();
  #hearing = () => {
    const { fresh } = this.#host.store;
    if (fresh !== this.#fresh) this.#host.requestUpdate();
    this.#fresh = fresh;
  };

  constructor(host, ask, every) {
    this.#host = host;
    this.#ask = ask;
    this.#every = every;
    this.forget();
    host.addController(this);
  }

  hostConnected() {
    document.addEventListener("visibilitychange", this.#waking);
    this.#host.store?.addEventListener("change", this.#hearing);
    this.again();
  }

  hostDisconnected() {
    document.removeEventListener("visibilitychange", this.#waking);
    this.#host.store?.removeEventListener("change", this.#hearing);
    this.#stop();
  }

  /** What was asked for is another thing now. */
  forget() {
    this.value = null;
    this.problem = null;
    this.at = null;
  }

  /** Asks at once. */
  async again() {
    this.#stop();
    if (!this.#host.isConnected) return;
    const abort = new AbortController();
    this.#abort = abort;
    try {
      const value = await this.#ask(abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.problem = null;
      this.at = Date.now();
    } catch (problem) {
      if (abort.signal.aborted) return;
      this.problem = problem;
    }
    this.#host.requestUpdate();
    this.#timer = setTimeout(() => this.#due(), this.#every);
  }

  /** Not while nobody looks, nor while the view is paused. */
  #due() {
    clearTimeout(this.#timer);
    if (document.hidden) return;
    if (this.#host.store?.paused) this.#timer = setTimeout(() => this.#due(), 500);
    else this.again();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#abort?.abort();
  }
}

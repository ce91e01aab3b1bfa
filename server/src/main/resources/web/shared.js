// One stream for all tabs of a browser: whoever holds the lock reads it and tells the others.
import { Stream } from "./stream.js";

/** A page nobody looks at gives its part back. */
const HIDDEN_MS = 60_000;
/** A leader that tells nothing for so long hangs: its lock is taken away. */
const HUNG_MS = 35_000;

export class SharedStream {
  #url;
  #tell;
  #picture;
  #name;
  #channel = null;
  #stream = null;
  #release = null;
  #hiding = null;
  #asking = null;
  #id = "";
  #fed = false;
  #heard = 0;
  #turn = 0;

  /** As a Stream; picture answers a snapshot of all that was told so far, for a tab that comes late. */
  constructor(url, { tell, picture }) {
    this.#url = new URL(url, document.baseURI);
    this.#name = `tidemill ${this.#url.pathname}`;
    this.#tell = tell;
    this.#picture = picture;
  }

  open() {
    document.addEventListener("visibilitychange", () => this.#visibility());
    // A page that is kept for the way back must not keep the stream.
    window.addEventListener("pagehide", () => this.#sleep());
    window.addEventListener("pageshow", (event) => event.persisted && this.#wake());
    this.#wake();
  }

  /** Whether this tab reads the stream for the others. */
  get leads() {
    return this.#stream !== null;
  }

  get asleep() {
    return this.#channel === null;
  }

  #wake() {
    if (this.#channel !== null) return;
    this.#turn += 1;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#fed = false;
    this.#heard = Date.now();
    // Without locks (they need https or this machine) every tab has a stream of its own.
    if (!navigator.locks) {
      this.#lead();
      return;
    }
    this.#queue(this.#turn, {});
    this.#ask();
    this.#asking = setInterval(() => this.#ask(), 1000);
  }

  /** Waits for the lock; while it is held here, this tab leads. */
  async #queue(turn, how) {
    try {
      await navigator.locks.request(this.#name, how, () => {
        if (turn !== this.#turn) return undefined;
        this.#lead();
        return new Promise((resolve) => (this.#release = resolve));
      });
    } catch (refusal) {
      if (turn !== this.#turn) return;
      if (refusal.name !== "AbortError") {
        this.#lead(); // a browser that lends no locks: a stream for each tab, as where it knows none
        return;
      }
      // Another tab took the lock away: this one had been silent.
      this.#endStream();
      this.#heard = Date.now();
      this.#queue(turn, {});
    }
  }

  #lead() {
    this.#stream = new Stream(this.#url.href, this.#id, (event) => {
      this.#take(event);
      if (navigator.locks) this.#channel?.postMessage(event);
    });
  }

  #take(event) {
    if (event.id) this.#id = event.id;
    this.#tell(event);
  }

  #hear(event) {
    if (event.kind === "ask") {
      const data = this.leads ? this.#picture() : null;
      if (data) this.#channel.postMessage({ kind: "snapshot", data, id: this.#id, late: true });
      return;
    }
    if (this.leads) return;
    this.#heard = Date.now();
    if (event.late && this.#fed) return;
    if (event.kind === "snapshot") this.#fed = true;
    if (this.#fed || event.kind === "lost" || event.kind === "away") this.#take(event);
  }

  /** Until it is fed a late tab asks for the picture; later it watches that it goes on being told. */
  #ask() {
    if (this.leads) return;
    if (!this.#fed) this.#channel?.postMessage({ kind: "ask" });
    if (Date.now() - this.#heard < HUNG_MS) return;
    this.#heard = Date.now();
    this.#turn += 1;
    this.#queue(this.#turn, { steal: true });
  }

  #endStream() {
    this.#stream?.close();
    this.#stream = null;
    this.#release = null;
  }

  #sleep() {
    if (this.#channel === null) return;
    this.#turn += 1;
    clearInterval(this.#asking);
    const release = this.#release;
    this.#endStream();
    release?.();
    this.#channel.close();
    this.#channel = null;
  }

  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#sleep(), HIDDEN_MS);
    else this.#wake();
  }
}

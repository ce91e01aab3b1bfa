// Starts and stops the pool: by its two buttons, or by a letter or a name, which ask first.
import { html, nothing } from "lit";
import { agreed } from "./dialog.js";

/** Belongs to a Lit element with `store`, `about` and `trouble`. */
export class PoolSwitch {
  #host;
  #busy = null;

  constructor(host) {
    this.#host = host;
  }

  /** Whether the pool can be started or stopped from here now. */
  get able() {
    const { about, store } = this.#host;
    return about?.readOnly === false && store.snapshotted && store.fresh && this.#busy === null;
  }

  buttons() {
    const { running } = this.#host.store;
    return html`${this.#button("stop", "Stop", "Stopping…", running, "plain")} ${this.#button("start", "Start", "Starting…", !running, "primary")}`;
  }

  #button(path, label, doing, wanted, style) {
    const { store } = this.#host;
    const idle = !this.able || !wanted;
    const busy = this.#busy === path;
    return html`<button
      class=${style}
      aria-disabled=${idle}
      title=${store.fresh || !store.snapshotted ? nothing : "Not while the figures are old"}
      aria-busy=${busy}
      @click=${() => (idle ? undefined : this.#send(path))}
    >
      ${busy ? doing : label}
    </button>`;
  }

  /** Asks, so that a letter pressed by chance does nothing. */
  async flip() {
    if (!this.able) return;
    const { running } = this.#host.store;
    const deed = running ? "Stop" : "Start";
    const text = running ? "Workers finish what they have; the state is saved." : "Workers begin where they stopped.";
    if (await agreed({ title: `${deed} the pool?`, deed, text })) this.#send(deed.toLowerCase());
  }

  /** Opens the sheet of the settings, which is fetched when it is first wanted. */
  async change() {
    const host = this.#host;
    host.trouble = null;
    try {
      const { openPoolSettings } = await import("./screens/pool-settings.js");
      await openPoolSettings(host.store);
    } catch (error) {
      host.trouble = `The settings cannot be read: ${error.message}`;
    }
  }

  async #send(path) {
    const host = this.#host;
    this.#busy = path;
    host.trouble = null;
    host.requestUpdate();
    try {
      await command(path);
      host.store.answered(path === "start");
    } catch (error) {
      host.trouble = `The pool did not ${path}: ${error.message}`;
    } finally {
      this.#busy = null;
      host.requestUpdate();
    }
  }
}

/** Sends a command to the pool; throws with the server's own reason. */
async function command(path) {
  const answer = await fetch(path, { method: "POST" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(reasonIn(text) ?? `${path} was answered with ${answer.status}`);
}

function reasonIn(text) {
  try {
    const problem = JSON.parse(text);
    const told = [problem.detail ?? problem.title ?? problem.message, problem.hint].filter(Boolean);
    return told.length === 0 ? null : told.join(" ");
  } catch {
    return text.length > 0 && text.length < 300 ? text : null;
  }
}

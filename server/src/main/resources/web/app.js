// The frame: who we are, the way to the screens, whether the figures are alive, start and stop, and the screen below.
import { LitElement, html, nothing } from "lit";
import { server } from "./api.js";
import { PoolSwitch } from "./pool-switch.js";
import { Store } from "./store.js";
import { repaint } from "./palette.js";
import { router } from "./router.js";
import { SCREENS, screenOf, titleOf } from "./screens.js";
import { away, statusOf, summary, whereOf } from "./status.js";
import { actionsOf } from "./actions.js";
import { Shortcuts } from "./shortcuts.js";
import "./finder.js";
import "./help.js";

const FINDS = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘ K" : "Ctrl K";
const THEME_GLYPH = { system: "◐", light: "☀", dark: "☾" };
/** A screen reader hears at most one ordinary sentence in this time; trouble is said at once. */
const SAID_EVERY_MS = 10_000;
const AGAIN_MS = 3000;

class App extends LitElement {
  static properties = {
    trouble: { state: true },
    theme: { state: true },
    about: { state: true },
    screen: { state: true },
  };

  constructor() {
    super();
    this.store = new Store("events");
    this.pool = new PoolSwitch(this);
    this.trouble = null;
    this.theme = window.tideTheme.current();
    this.about = null;
    this.screen = null;
    this.said = { text: "", at: 0, key: null };
    this.store.addEventListener("change", () => this.requestUpdate());
    window.addEventListener("themechange", () => {
      repaint();
      this.querySelector("tide-live")?.redraw();
    });
    this.shortcuts = new Shortcuts({ actions: () => actionsOf(this), find: () => this.find() });
    router.addEventListener("change", ({ from, again }) => {
      this.follow(again);
      this.arrive(from);
    });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.querySelector(".skip")?.addEventListener("click", (event) => this.skip(event));
    this.follow(false);
    this.store.open();
    this.meet();
    this.arrive(null);
  }

  /** Learns what the server is, as soon as it answers. */
  async meet() {
    try {
      this.about = await server();
      if (this.screen) this.screen.about = this.about;
    } catch {
      setTimeout(() => this.meet(), AGAIN_MS);
    }
  }

  /** Holds the view where a link says so; a held one stays held wherever we go, and the address says so. */
  follow(again) {
    const { pause } = router.place.query;
    if (pause !== undefined && !again && !this.store.held) this.store.pause(true);
    if ((pause !== undefined) !== this.store.held) router.refine({ pause: this.store.held ? 1 : undefined });
  }

  hold(paused) {
    this.store.pause(paused);
    router.refine({ pause: paused ? 1 : undefined });
  }

  /** Shows the screen of the place where we are; each is an element with the store, the place and what the server is. */
  async arrive(from) {
    const { place } = router;
    const { tag, load } = screenOf(place);
    try {
      await load();
    } catch (error) {
      this.trouble = `This screen could not be fetched: ${error.message}. Load the page again.`;
      return;
    }
    if (place !== router.place) return;
    document.title = titleOf(place);
    const other = this.screen?.localName !== tag;
    const screen = other ? document.createElement(tag) : this.screen;
    Object.assign(screen, { store: this.store, about: this.about, place });
    this.screen = screen;
    if (from === null || !(other || from.path.join("/") !== place.path.join("/"))) return;
    await this.updateComplete;
    await screen.updateComplete;
    window.scrollTo(0, 0);
    screen.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** The link to the content is none to a place. */
  skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }

  render() {
    const { store } = this;
    const status = statusOf(store);
    return html`
      <header class="bar">
        <p class="brand"><img src="favicon.svg" alt="" width="24" height="24" />tidemill</p>
        ${this.tabs()}
        ${this.statusLine(status)}
        <div class="actions">${this.viewButtons()}</div>
        ${this.about?.readOnly === false ? html`<div class="actions pool">${this.pool.buttons()}</div>` : nothing}
      </header>
      ${this.trouble ? html`<p class="banner failed" role="alert">${this.trouble}</p>` : nothing}
      ${store.redis.ok ? nothing : html`<p class="banner">${away(store)}</p>`}
      <main id="main" tabindex="-1" class=${store.fresh ? "" : "old"}>
        ${this.screen}
      </main>
      <tide-help></tide-help>
      <tide-finder></tide-finder>
    `;
  }

  tabs() {
    const { title: here } = screenOf(router.place);
    return html`<nav aria-label="Screens">
      ${SCREENS.map(
        ({ key, title, glyph }) =>
          html`<a href=${router.hrefTo(key)} aria-current=${title === here ? "page" : nothing}><span aria-hidden="true">${glyph}</span>${title}</a>`,
      )}
    </nav>`;
  }

  /** Seen: the state of the page. Heard besides: a sentence about the pool, now and then. */
  statusLine(status) {
    const now = Date.now();
    const due = now - this.said.at >= SAID_EVERY_MS;
    if (status.key !== this.said.key || due) {
      this.said = { text: status.key === "running" ? summary(this.store) : "", at: now, key: status.key };
    }
    return html`<div class="status ${status.tone}" data-phase=${this.store.phase}>
      <span class="dot" aria-hidden="true">${status.glyph}</span>
      <p role="status" aria-live="polite">${status.text} <span class="unseen">${this.said.text}</span></p>
      <p class="where">${this.about?.readOnly ? html`<span class="chip">read-only</span> ` : nothing}${whereOf(this.store)}</p>
    </div>`;
  }

  viewButtons() {
    const { store } = this;
    return html`
      <button class="quiet find" aria-label="Find or do" title="Find a screen, a queue or a job, or do something" @click=${() => this.find()}>
        Find <kbd aria-hidden="true">${FINDS}</kbd>
      </button>
      <button class="quiet" @click=${() => this.shortcuts.act("t")} aria-label="Theme: ${this.theme}" title="Theme: ${this.theme}">
        ${THEME_GLYPH[this.theme]}
      </button>
      <button class="quiet" aria-label="Keys and help" title="Keys and help" @click=${() => this.help()}>?</button>
      <button class="quiet" aria-pressed=${store.paused} @click=${() => this.hold(!store.held)}>
        ${store.paused ? html`<span class="tally">${store.behind} ${store.behind === 1 ? "tick" : "ticks"} behind</span> Resume` : "❚❚ Pause"}
      </button>
    `;
  }

  help() {
    this.querySelector("tide-help").open();
  }

  find() {
    this.querySelector("tide-finder").open({ actions: actionsOf(this), place: router.place });
  }

  choose(theme) {
    this.theme = theme;
    window.tideTheme.choose(theme);
  }
}

customElements.define("tide-app", App);

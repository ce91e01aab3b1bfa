// Small pieces that screens share.
import { html, nothing } from "lit";
import { clock } from "./words.js";

/** A button for a deed: not there where nothing may be changed, idle while Redis is away. */
export function deed(host, label, act, { style = "plain", name, busy = false } = {}) {
  if (host.about?.readOnly !== false) return nothing;
  const idle = !host.store.fresh || busy;
  return html`<button
    type="button"
    class=${style}
    aria-label=${name ?? nothing}
    aria-disabled=${idle}
    aria-busy=${busy}
    title=${host.store.fresh ? nothing : "Not while the figures are old"}
    @click=${(event) => (idle ? event.preventDefault() : act(event))}
  >
    ${label}
  </button>`;
}

/** What is said once by the frame, with what to do; whoever waits says no more than that. */
const WAITS = { "redis-unavailable": "Waits for Redis.", unreachable: "Waits for the server." };

/** Why there is nothing to show yet; undefined where there is. */
export function unread({ value, problem }) {
  if (value !== null) return undefined;
  if (problem === null) return html`<p class="empty">Reading…</p>`;
  if (problem.code in WAITS) return html`<p class="empty">${WAITS[problem.code]}</p>`;
  return html`<p class="banner failed" role="alert">${problem.message} <span class="hint">${problem.hint ?? ""}</span></p>`;
}

/** What there is to say of a poll: that it waits, that it failed, that what is shown is old. */
export function standing({ value, problem, at }) {
  if (value === null) return unread({ value, problem });
  if (problem === null) return nothing;
  const why = problem.code === "redis-unavailable" ? "Redis does not answer." : problem.message;
  return html`<p class="banner slim" role="status">Not up to date: ${why} Shown as of ${clock(at)}.</p>`;
}

/** What to type next, to be copied. */
export function command(text) {
  return html`<p class="command"><code>${text}</code> ${copy(text)}</p>`;
}

export function copy(text, label = "Copy") {
  return html`<button type="button" class="quiet small" @click=${(event) => copied(event.currentTarget, text, label)}>${label}</button>`;
}

async function copied(button, text, label) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

/** Hands a value over as a file. */
export function download(name, value) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Links of which one is where we are. */
export function tabs(label, links) {
  return html`<nav class="tabs" aria-label=${label}>
    ${links.map(({ href, here, text, count }) => html`<a href=${href} aria-current=${here ? "page" : nothing}>${text}${count === undefined ? nothing : html` <span class="tally">${count}</span>`}</a>`)}
  </nav>`;
}

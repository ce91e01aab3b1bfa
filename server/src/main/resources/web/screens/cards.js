// The figures of now, big enough to be read from afar.
import { html, nothing } from "lit";
import { took } from "../spans.js";
import { trendOf } from "../status.js";
import { ROLES, perSecond, whole } from "../words.js";

const TRENDS = { rising: "↗", steady: "→", falling: "↘" };

/** `queue` is the pool's own as it was asked for last, null while it is not known. */
export function cards(store, queue) {
  const { now, limits, switchEvery, history, running } = store;
  const role = ROLES[now.role];
  const increment = role ? html`<span class="wide">Active role</span> <strong class=${role.kind}>${role.glyph} ${role.name}</strong>` : "Active role";
  return html`
    <section aria-label="Figures" class="cards">
      ${card("pushers", "▲ Pushers", whole(now.pushers), { of: limits.maxPushers, value: now.pushers, kind: "push" })}
      ${card("pullers", "▼ Pullers", whole(now.pullers), { of: limits.maxPullers, value: now.pullers, kind: "pull" })}
      ${card("increment", increment, whole(now.messageCount), {
        of: switchEvery,
        value: now.messageCount,
        kind: role?.kind ?? "push",
        name: "Messages in this increment",
        unit: " messages",
        note: html`<span class="wide">in this </span>increment`,
      })}
      ${card("switches", "Role switches", whole(now.switches), { note: `per ${whole(switchEvery)} pushed` })}
      ${card("pushed", "Pushed", whole(now.pushed), { note: perSecond(store.rate("pushed")) })}
      ${card("done", "Done", whole(now.done), { note: perSecond(store.rate("done")) })}
      ${card("failed", "Failed", whole(now.failed), failedNote(now.failed))}
      ${card("waiting", "Waiting", whole(now.waiting), { trend: running ? trendOf(history) : "", note: waitingNote(now, queue) })}
    </section>
  `;
}

/** A card has a bar when its figure is a part of something, else a note. */
function card(key, label, figure, { of, value, kind, note, name, tone, unit, trend }) {
  const bar =
    of === undefined
      ? nothing
      : html`<progress class=${kind} max=${of} .value=${value ?? 0} aria-label=${name ?? key}></progress>`;
  return html`
    <div class="card" data-card=${key}>
      <p class="label">${label}</p>
      <p class="figure ${tone ?? ""}">
        <span data-figure=${key}>${figure}</span>${of === undefined ? nothing : html`<span class="of"> / ${whole(of)}<small class="wide">${unit ?? ""}</small></span>`}
        ${trend ? html`<span class="trend" title=${trend}><span aria-hidden="true">${TRENDS[trend]}</span><span class="unseen">${trend}</span></span>` : nothing}
      </p>
      ${bar} ${note ? html`<p class="note">${note}</p>` : nothing}
    </div>
  `;
}

function failedNote(failed) {
  if (failed === undefined) return {};
  return failed > 0 ? { tone: "bad", note: "✖ for good" } : { note: "✔ none" };
}

function waitingNote({ waiting, active, delayed }, queue) {
  if (active === undefined) return "";
  const oldest = waiting > 0 && queue?.oldestWaitingMs ? `oldest ${took(Math.max(0, Date.parse(queue.asOf) - queue.oldestWaitingMs))} · ` : "";
  return `${oldest}${whole(active)} active${delayed > 0 || oldest === "" ? ` · ${whole(delayed)} delayed` : ""}`;
}

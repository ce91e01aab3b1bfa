// One tile a worker: its name, its role, what it is doing, what it has done.
import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ROLES, compact, whole } from "../words.js";

const UNKNOWN = { glyph: "·", verb: "–", name: "–", kind: "none" };

/** What it is at, in as few letters as a tile has room for. */
const DOING = { pushing: "pushes", waiting: "waits", handling: "handles", resting: "idle" };

const RESTS = { glyph: "❚❚", verb: "REST", name: "rests", kind: "none" };

export function workers({ workers, running, snapshotted }) {
  return html`
    <section class="panel" aria-labelledby="workers-title">
      <div class="head">
        <h2 id="workers-title">Workers</h2>
        <p class="hint">solid = pushes, dashed = pulls</p>
      </div>
      ${workers.length === 0 ? html`<p class="empty">${noWorkers(snapshotted, running)}</p>` : nothing}
      <ul class="workers">
        ${repeat(workers, (worker) => worker.id, tile)}
      </ul>
    </section>
  `;
}

/** Why there is none, and what to do. */
export function noWorkers(known, running) {
  if (!known) return "Not known yet.";
  return running ? "Workers are dealt out in a moment." : "The pool stands still: start it, and its workers are here.";
}

function tile(worker) {
  const role = worker.rests ? RESTS : (ROLES[worker.role] ?? UNKNOWN);
  return html`
    <li class="worker ${role.kind}" data-worker=${worker.id}>
      <p class="role">${role.glyph} ${role.verb}</p>
      <p class="doing"><span class="id">${worker.id}</span> ${DOING[worker.doing] ?? worker.doing}</p>
      <p class="count" data-count=${worker.id}>
        <span title="${whole(worker.pushed)} pushed">▲${compact(worker.pushed)}</span>
        <span title="${whole(worker.pulled)} pulled">▼${compact(worker.pulled)}</span>
        ${worker.failed > 0 ? html`<span class="bad" title="${whole(worker.failed)} failed">✖${compact(worker.failed)}</span>` : nothing}
      </p>
    </li>
  `;
}

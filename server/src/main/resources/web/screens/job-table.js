// Jobs as a table; on a phone each is a block of labelled lines.
import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import { deed } from "../parts.js";
import { hrefOf } from "../router.js";
import { many, moment, took } from "../spans.js";
import { DEEDS, deedsFor } from "./deeds.js";

export const GLYPHS = {
  waiting: "…",
  prioritized: "↑",
  active: "▶",
  delayed: "◷",
  "waiting-children": "◌",
  completed: "✔",
  failed: "✖",
  unknown: "?",
  removed: "∅",
};

export function stateMark(state) {
  return html`<span class="state ${state}"><span aria-hidden="true">${GLYPHS[state] ?? "?"}</span> ${state}</span>`;
}

/** `host` has `chosen`, `choose(id)`, `chooseAll()` and `act(deed, job)`. */
export function jobTable(host, jobs, now) {
  const able = host.about?.readOnly === false;
  const every = jobs.length > 0 && jobs.every(({ id }) => host.chosen.has(id));
  const some = !every && jobs.some(({ id }) => host.chosen.has(id));
  return html`<div class="panel flush">
    <table class="list jobs">
      <caption class="unseen">${many(jobs.length, "job")}</caption>
      <thead>
        <tr>
          ${able
            ? html`<th scope="col" class="tick"><label><input type="checkbox" aria-label="Select all on this page" .checked=${live(every)} .indeterminate=${live(some)} @change=${() => host.chooseAll(!every)} /></label></th>`
            : nothing}
          ${["Job", "State", "Added"].map((title) => html`<th scope="col">${title}</th>`)}
          ${["Waited", "Ran", "Tries"].map((title) => html`<th scope="col" class="number">${title}</th>`)}
          <th scope="col">Worker</th>
          ${able ? html`<th scope="col"><span class="unseen">Actions</span></th>` : nothing}
        </tr>
      </thead>
      <tbody>
        ${repeat(jobs, ({ id }) => id, (job) => row(host, job, now, able))}
      </tbody>
    </table>
  </div>`;
}

function row(host, job, now, able) {
  const { id, name, state } = job;
  const href = hrefOf("queues", [host.queue.name, "jobs", id], { prefix: host.place.query.prefix });
  const chosen = host.chosen.has(id);
  return html`<tr data-row=${id} tabindex="-1" class=${chosen ? "chosen" : ""}>
    ${able
      ? html`<td class="tick"><label><input type="checkbox" aria-label="Select job ${id}" .checked=${live(chosen)} @change=${() => host.choose(id)} /></label></td>`
      : nothing}
    <th scope="row"><a class="name" href=${href}>${id}</a> <span>${name}</span>${job.failedReason && state !== "completed" ? html`<span class="reason" title=${job.failedReason}>${job.failedReason}</span>` : nothing}</th>
    <td data-label="State">${stateMark(state)} ${bar(job)}</td>
    <td data-label="Added"><time datetime=${job.addedAt ?? nothing}>${moment(job.addedAtMs)}</time></td>
    <td data-label="Waited" class="number">${waited(job, now)}</td>
    <td data-label="Ran" class="number">${ran(job, now)}</td>
    <td data-label="Tries" class="number">${job.attemptsMade}${job.stalledCount > 0 ? html` <span class="warned" title="Its worker was lost ${job.stalledCount} times">⚠</span>` : nothing}</td>
    <td data-label="Worker">${job.processedBy ?? "–"}</td>
    ${able ? html`<td class="deeds">${deedsFor(state).map((key) => deed(host, DEEDS[key].danger ? `${DEEDS[key].word}…` : DEEDS[key].word, () => host.act(key, job), { style: "small", name: `${DEEDS[key].word} job ${id}` }))}</td>` : nothing}
  </tr>`;
}

/** How far a job says that it is, where that is a number of a hundred. */
export function bar({ state, progress }, name = "Progress") {
  if (state !== "active" || typeof progress !== "number") return nothing;
  return html`<span class="progress"><progress aria-label=${name} max="100" .value=${progress}></progress> ${Math.round(progress)} %</span>`;
}

/** From when it could be taken until it was. */
function waited({ addedAtMs, startedAtMs, delayMs, state }, now) {
  if (startedAtMs !== undefined) return took(Math.max(0, startedAtMs - addedAtMs - delayMs));
  return state === "waiting" || state === "prioritized" ? took(Math.max(0, now - addedAtMs - delayMs)) : "–";
}

function ran({ startedAtMs, finishedAtMs, state }, now) {
  if (startedAtMs === undefined) return "–";
  if (state === "active") return took(Math.max(0, now - startedAtMs));
  return finishedAtMs === undefined ? "–" : took(finishedAtMs - startedAtMs);
}

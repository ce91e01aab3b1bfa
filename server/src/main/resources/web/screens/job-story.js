// What happened to a job, and when.
import { html, nothing } from "lit";
import { copy } from "../parts.js";
import { hrefOf } from "../router.js";
import { moment, took } from "../spans.js";
import { clock } from "../words.js";

/** Added, started, finished on one line, with the time between. */
export function timeline(job, now) {
  const { addedAtMs, startedAtMs, finishedAtMs, delayMs, state } = job;
  const due = addedAtMs + delayMs;
  const until = startedAtMs ?? now;
  const waits = delayMs > 0 && startedAtMs === undefined && due > now ? `due in ${took(due - now)}` : `waited ${took(Math.max(0, until - due))}`;
  const runs = startedAtMs === undefined ? "" : finishedAtMs === undefined ? (state === "active" ? `runs for ${took(now - startedAtMs)}` : "") : `ran ${took(finishedAtMs - startedAtMs)}`;
  return html`<ol class="panel timeline" aria-label="What happened when">
    ${step("added", addedAtMs, true)} ${gap(waits)} ${step("started", startedAtMs, startedAtMs !== undefined)} ${gap(runs)}
    ${step(state === "failed" ? "failed" : "finished", finishedAtMs, finishedAtMs !== undefined, state)}
    ${job.parent ? html`<li class="kin">child of ${link(job.parent, job)}</li>` : nothing} ${job.scheduler ? html`<li class="kin">by scheduler ${job.scheduler}</li>` : nothing}
  </ol>`;
}

function step(word, ms, reached, state = "") {
  return html`<li class="step ${reached ? `reached ${state}` : ""}">
    <span aria-hidden="true">${reached ? "●" : "○"}</span> ${word}${reached ? "" : html`<span class="unseen"> not yet</span>`}
    ${reached ? html`<time datetime=${new Date(ms).toISOString()} title=${new Date(ms).toISOString()}>${moment(ms)}</time>` : nothing}
  </li>`;
}

function gap(words) {
  return html`<li class="gap">${words === "" ? nothing : html`<span>${words}</span>`}</li>`;
}

/** A link to a job that a key such as "bull:reports:42" names; it mostly has the prefix of the one beside it, which may have colons. */
export function link(key, beside, text) {
  const prefix = key.startsWith(`${beside.prefix}:`) ? beside.prefix : key.slice(0, key.indexOf(":"));
  const [queue, ...id] = key.slice(prefix.length + 1).split(":");
  return html`<a href=${hrefOf("queues", [queue, "jobs", id.join(":")], { prefix })}>${text ?? `${queue} / ${id.join(":")}`}</a>`;
}

/** Each try as a row; of those before the last only the error is known. */
export function attempts(job) {
  const tries = tried(job);
  if (tries.length === 0) return nothing;
  return html`<div class="panel flush">
    <table class="list attempts">
      <caption class="unseen">Attempts</caption>
      <thead>
        <tr>${["Attempt", "Outcome", "When", "Worker"].map((title) => html`<th scope="col">${title}</th>`)}</tr>
      </thead>
      <tbody>
        ${tries.map(
          ({ n, outcome, words, last }) => html`<tr>
            <th scope="row">#${n}</th>
            <td data-label="Outcome"><span class="state ${outcome}">${MARKS[outcome]} ${outcome}</span> ${words ? html`<span class="reason">${words}</span>` : nothing}</td>
            <td data-label="When">${last && job.startedAtMs ? within(clock(job.startedAtMs), job.finishedAtMs) : "–"}</td>
            <td data-label="Worker">${last ? (job.processedBy ?? "–") : "–"}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** From a second on; until when, unless it ended in that second. */
function within(from, finishedAtMs) {
  return finishedAtMs === undefined || clock(finishedAtMs) === from ? from : `${from} – ${clock(finishedAtMs)}`;
}

const MARKS = { failed: "✖", completed: "✔", active: "▶" };

function tried({ attemptsMade, stackTraces, state, failedReason }) {
  const traces = Array.isArray(stackTraces) ? stackTraces : [];
  const failures = state === "completed" ? attemptsMade - 1 : attemptsMade;
  const rows = [];
  for (let n = 1; n <= failures; n++) {
    const trace = traces[traces.length - failures + n - 1];
    rows.push({ n, outcome: "failed", words: trace ? firstLine(trace) : n === failures ? failedReason : "", last: n === failures && state === "failed" });
  }
  if (state === "completed") rows.push({ n: attemptsMade, outcome: "completed", words: "", last: true });
  if (state === "active") rows.push({ n: attemptsMade + 1, outcome: "active", words: "", last: true });
  return rows.slice(-50).reverse();
}

function firstLine(trace) {
  return String(trace).split("\n", 1)[0];
}

/** The error that counts, and the traces of all tries that are kept, the newest first. */
export function errors({ failedReason, stackTraces, attemptsMade, state }) {
  const traces = Array.isArray(stackTraces) ? [...stackTraces].reverse() : [];
  const old = state === "completed" ? html`<p class="hint">It has completed since; this is what failed before.</p>` : nothing;
  if (traces.length === 0) return html`<div class="panel">${old}<p class="bad">${failedReason ?? "No error is kept."}</p></div>`;
  const newest = state === "completed" ? attemptsMade - 1 : attemptsMade;
  return html`${old}${traces.map(
    (trace, i) => html`<details class="panel trace" ?open=${i === 0}>
      <summary>Attempt #${Math.max(1, newest - i)}: <span class="bad">${firstLine(trace)}</span></summary>
      <pre tabindex="0" role="region" aria-label="Stack trace">${trace}</pre>
      ${copy(String(trace))}
    </details>`,
  )}`;
}

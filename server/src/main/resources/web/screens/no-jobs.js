// What stands where no job does, and what to do next.
import { html, nothing } from "lit";
import { command } from "../parts.js";
import { hrefOf } from "../router.js";

const EMPTY = {
  waiting: "No job waits: all have been taken.",
  prioritized: "No job with a priority waits.",
  active: "No job is being worked on at this moment.",
  delayed: "No job waits for its time.",
  "waiting-children": "No job waits for its children.",
  failed: "No job has failed.",
  completed: "No completed job is kept. Jobs may be removed as they complete: that is an option of theirs or of their worker.",
};

export function noJobs({ queue, query, source }) {
  const { q, state, cursor } = query;
  if (q) return html`<p class="empty">${source.busy ? "Nothing found yet." : source.value.complete ? "No job matches." : "Nothing found so far."}</p>`;
  if (cursor) return html`<p class="empty">No more jobs here. <a href=${hrefOf("queues", [queue.name], { ...query, cursor: undefined })}>Back to the newest</a></p>`;
  const add = `curl -X POST -H 'Content-Type: application/json' -d '{"data": {}}' '${new URL(`api/v1/queues/${encodeURIComponent(queue.name)}/jobs`, document.baseURI)}'`;
  return html`<p class="empty">${EMPTY[state] ?? "The queue holds no job now."}</p>
    ${state === undefined ? command(add) : nothing}`;
}

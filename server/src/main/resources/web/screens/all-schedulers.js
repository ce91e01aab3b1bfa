// The schedulers of all queues, the next one first.
import { html, nothing } from "lit";
import { look, route } from "../api.js";
import { unread } from "../parts.js";
import { took } from "../spans.js";
import { clock, whole } from "../words.js";
import { hrefOf } from "../router.js";

/** So many queues are looked at. */
const MOST = 20;

export async function allSchedulers(signal) {
  const { items } = await look("queues", { limit: MOST }, signal);
  const several = new Set(items.map(({ prefix }) => prefix)).size > 1;
  const found = await Promise.all(items.map((queue) => ofQueue(queue, several, signal)));
  return found.flat().sort((a, b) => a.nextMs - b.nextMs);
}

async function ofQueue({ name, prefix }, several, signal) {
  const { items } = await look(route("queues", name, "schedulers"), { prefix }, signal);
  return items.map((one) => ({ ...one, queue: name, under: several ? prefix : undefined }));
}

export function schedulers(poll) {
  return html`<section class="panel" aria-labelledby="schedulers-title">
    <div class="head"><h2 id="schedulers-title">Schedulers</h2></div>
    ${unread(poll) ?? (poll.value.length === 0 ? html`<p class="empty">No queue has a scheduler.</p>` : table(poll.value))}
  </section>`;
}

function table(rows) {
  return html`<table class="list lines">
    <thead><tr>${["Queue", "Scheduler", "Job", "Rhythm", "Next", "Made"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;
}

function row({ queue, under, id, name, pattern, zone, everyMs, nextMs, iterations }) {
  return html`<tr>
    <th scope="row" data-label="Queue"><a href=${hrefOf("queues", [queue], { prefix: under })}>${queue}</a>${under ? html` <span class="hint">${under}</span>` : nothing}</th>
    <td data-label="Scheduler">${id}</td>
    <td data-label="Job">${name}</td>
    <td data-label="Rhythm">${pattern ? html`<code>${pattern}</code>${zone ? ` ${zone}` : ""}` : `every ${took(everyMs)}`}</td>
    <td data-label="Next">${clock(nextMs)}</td>
    <td data-label="Made">${whole(iterations)}</td>
  </tr>`;
}

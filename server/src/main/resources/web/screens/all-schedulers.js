// The schedulers of all queues, the next one first.
import { html, nothing } from "lit";
import { look } from "../api.js";
import { unread } from "../parts.js";
import { took } from "../spans.js";
import { clock, whole } from "../words.js";
import { hrefOf } from "../router.js";

const A_PAGE = 200;
/** A request looks at some queues only, and may find none in them. */
const MOST_REQUESTS = 20;
/** BullMQ's own prefix, which is not told. */
const USUAL = "bull";

let pages = 1;

/** `{ rows, refused, more, complete }`: as many pages as are wanted by now. */
export async function allSchedulers(signal) {
  const rows = [];
  const refused = [];
  let page = { next: undefined };
  for (let n = 0; n < MOST_REQUESTS * pages && page.next !== null && rows.length < A_PAGE * pages; n++) {
    page = await look("schedulers", { limit: A_PAGE, cursor: page.next }, signal);
    rows.push(...page.items);
    refused.push(...page.refused);
  }
  rows.sort((a, b) => a.nextMs - b.nextMs);
  return { rows, refused, more: page.next !== null, complete: page.complete };
}

export function schedulers(poll) {
  return html`<section class="panel" aria-labelledby="schedulers-title">
    <div class="head"><h2 id="schedulers-title">Schedulers</h2></div>
    ${unread(poll) ?? told(poll)}
  </section>`;
}

function told(poll) {
  const { rows, refused, more, complete } = poll.value;
  const goOn = () => {
    pages++;
    poll.again();
  };
  const all = !more && complete;
  return html`${rows.length > 0 ? table(rows) : html`<p class="empty">${all ? "No queue has a scheduler." : "No scheduler in the queues looked at so far."}</p>`}
    ${refused.map(({ prefix, queue, detail }) => html`<p class="hint">${prefix}:${queue}: ${detail}</p>`)}
    ${more ? html`<button type="button" class="quiet small" @click=${goOn}>More</button>` : nothing}`;
}

function table(rows) {
  return html`<table class="list lines">
    <thead><tr>${["Queue", "Scheduler", "Job", "Rhythm", "Next", "Made"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map(row)}</tbody>
  </table>`;
}

function row({ queue, prefix, id, name, pattern, zone, everyMs, nextMs, iterations }) {
  return html`<tr>
    <th scope="row" data-label="Queue"><a href=${hrefOf("queues", [queue], { prefix })}>${queue}</a>${prefix === USUAL ? nothing : html` <span class="hint">${prefix}</span>`}</th>
    <td data-label="Scheduler">${id}</td>
    <td data-label="Job">${name}</td>
    <td data-label="Rhythm">${pattern ? html`<code>${pattern}</code>${zone ? ` ${zone}` : ""}` : `every ${took(everyMs)}`}</td>
    <td data-label="Next">${clock(nextMs)}</td>
    <td data-label="Made">${whole(iterations)}</td>
  </tr>`;
}

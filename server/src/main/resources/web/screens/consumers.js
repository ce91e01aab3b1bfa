// Who is connected to the queues of this Redis, of any BullMQ client.
import { html, nothing } from "lit";
import { look, route } from "../api.js";
import { unread } from "../parts.js";
import { hrefOf } from "../router.js";
import { took } from "../spans.js";

/** So many queues are looked at in one go. */
const MOST = 10;

/** Their connections, queue by queue: `{ queues: [{ name, items }], more }`. */
export async function consumersOf(signal) {
  const { items } = await look("queues", { limit: 200 }, signal);
  const busy = items.filter(({ consumers }) => consumers > 0);
  const queues = await Promise.all(busy.slice(0, MOST).map((queue) => connected(queue, signal)));
  return { queues, more: busy.length - queues.length, several: new Set(items.map(({ prefix }) => prefix)).size > 1 };
}

async function connected({ name, prefix }, signal) {
  const { items } = await look(route("queues", name, "consumers"), { prefix }, signal);
  return { name, prefix, items };
}

export function consumers(poll) {
  return html`<section class="panel" aria-labelledby="consumers-title">
    <div class="head"><h2 id="consumers-title">Connected to queues</h2><p class="hint">of any client, as Redis tells it</p></div>
    ${unread(poll) ?? (poll.value.queues.length === 0 ? html`<p class="empty">Nobody waits for jobs of any queue.</p>` : table(poll.value))}
  </section>`;
}

function table({ queues, more, several }) {
  return html`<table class="list lines">
      <thead><tr>${["Queue", "Name", "Address", "Client", "Connected", "Last heard"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
      <tbody>${queues.map(({ name, prefix, items }) => items.map((one) => row(name, several ? prefix : undefined, one)))}</tbody>
    </table>
    ${more > 0 ? html`<p class="hint">and of ${more} queues more</p>` : nothing}`;
}

function row(queue, prefix, { kind, name, address, library, libraryVersion, ageSeconds, idleSeconds }) {
  return html`<tr>
    <th scope="row" data-label="Queue"><a href=${hrefOf("queues", [queue], { prefix })}>${queue}</a>${prefix ? html` <span class="hint">${prefix}</span>` : nothing}</th>
    <td data-label="Name">${name || (kind === "events" ? "events" : "–")}</td>
    <td data-label="Address">${address}</td>
    <td data-label="Client">${[library, libraryVersion].filter(Boolean).join(" ") || "–"}</td>
    <td data-label="Connected">for ${took(ageSeconds * 1000)}</td>
    <td data-label="Last heard">${idleSeconds === 0 ? "just now" : `${took(idleSeconds * 1000)} ago`}</td>
  </tr>`;
}

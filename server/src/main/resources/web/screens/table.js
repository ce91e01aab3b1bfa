// What a chart shows as a table: at most sixty rows, the newest first.
import { html, nothing } from "lit";
import { took } from "../spans.js";
import { ROLES, clock, perSecond, whole } from "../words.js";

const ROWS = 60;

const COLUMNS = {
  composition: [
    ["Pushers", ({ pushers }, i) => whole(pushers[i])],
    ["Pullers", ({ pushers, workers }, i) => (workers[i] === null ? "–" : whole(workers[i] - pushers[i]))],
    ["Workers", ({ workers }, i) => whole(workers[i])],
  ],
  depth: [
    ["Waiting", ({ waiting }, i) => whole(waiting[i])],
    ["In", (data, i) => perSecond(data.in[i])],
    ["Out", (data, i) => perSecond(data.out[i])],
  ],
};

/** The table behind one of the charts. */
export function chartTable(name, title, data, view) {
  return html`<div class="scroll table" tabindex="0" role="region" aria-label="${title} as a table" data-table=${name}>
    ${name === "lanes" ? laneTable(view) : sampleTable(COLUMNS[name], data)}
  </div>`;
}

function sampleTable(columns, data) {
  const { x } = data;
  const every = Math.max(1, Math.ceil(x.length / ROWS));
  const rows = [];
  for (let i = x.length - 1; i >= 0; i -= every) rows.push(i);
  return html`<table class="figures">
    <thead><tr><th scope="col">Time</th>${columns.map(([title]) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map((i) => html`<tr><th scope="row">${clock(x[i] * 1000)}</th>${columns.map(([, shown]) => html`<td>${shown(data, i)}</td>`)}</tr>`)}</tbody>
  </table>`;
}

function laneTable({ workers, history, from, to }) {
  return html`<table class="figures">
    <thead><tr>${["Worker", "Role", "For", "Turns shown"].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${workers.map(({ id }) => laneRow(id, history.lanes.get(id) ?? [], from, to))}</tbody>
  </table>`;
}

function laneRow(id, lane, from, to) {
  const [since, role] = lane.at(-1) ?? [null, null];
  if (role === null) return nothing;
  const turns = lane.filter(([t], i) => i > 0 && t >= from).length;
  return html`<tr><th scope="row">${id}</th><td>${ROLES[role]?.name ?? role}</td><td>${took(to - since)}</td><td>${turns}</td></tr>`;
}

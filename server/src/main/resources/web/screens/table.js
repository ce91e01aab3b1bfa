// The charts' figures as a table: at most sixty rows, the newest first.
import { html } from "lit";
import { clock, perSecond, whole } from "../words.js";

const ROWS = 60;

export function waveTable({ x, pushers, workers, waiting, in: pushed, out: done }) {
  const every = Math.max(1, Math.ceil(x.length / ROWS));
  const rows = [];
  for (let i = x.length - 1; i >= 0; i -= every) rows.push(i);
  return html`
    <div class="panel scroll" tabindex="0" role="region" aria-label="The charts as a table">
      <table class="figures">
        <thead>
          <tr>
            ${["Time", "Pushers", "Pullers", "Waiting", "In", "Out"].map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (i) => html`<tr>
              <th scope="row">${clock(x[i] * 1000)}</th>
              <td>${whole(pushers[i])}</td>
              <td>${workers[i] === null ? "–" : whole(workers[i] - pushers[i])}</td>
              <td>${whole(waiting[i])}</td>
              <td>${perSecond(pushed[i])}</td>
              <td>${perSecond(done[i])}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

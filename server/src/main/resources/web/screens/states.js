// The state saved in Redis beside the live one, differences marked.
import { html } from "lit";
import { ROLES, whole } from "../words.js";

const FIELDS = ["pusherCount", "pullerCount", "messageCount", "totalMessageCount", "roleSwitchCount", "currentRole"];

export function statesTable(answer) {
  const differing = FIELDS.filter((field) => differs(answer, field)).length;
  const odd = differing > 0 && (answer.late || !answer.running);
  return html`
    <p class="verdict ${odd || answer.saved === null ? "warn" : ""}" data-differing=${differing}>${verdict(answer, differing)}</p>
    <table class="states ${odd ? "odd" : ""}">
      <thead>
        <tr><th scope="col">Field</th><th scope="col">Saved</th><th scope="col">Live</th><th scope="col"><span class="unseen">Same?</span></th></tr>
      </thead>
      <tbody>
        ${FIELDS.map((field) => row(answer, field))}
      </tbody>
    </table>
  `;
}

function verdict({ message, saved, running, late }, differing) {
  if (saved === null) return message;
  if (differing === 0) return "Saved and live agree.";
  if (!running) return `${differing} of ${FIELDS.length} fields differ though the pool stands.`;
  return late ? "The copy is not written any more: it differs for more than ten seconds." : "The copy is written once a second, so the two differ a little while the pool runs.";
}

function differs({ saved, live }, field) {
  return saved !== null && saved[field] !== live[field];
}

function row(answer, field) {
  const mark = answer.saved === null ? "" : differs(answer, field) ? html`≠ <span class="wide">differs</span>` : html`= <span class="wide">same</span>`;
  return html`
    <tr class=${differs(answer, field) ? "differs" : ""} data-field=${field}>
      <th scope="row">${field}</th>
      <td data-side="saved">${shown(answer.saved?.[field])}</td>
      <td data-side="live">${shown(answer.live[field])}</td>
      <td class="mark">${mark}</td>
    </tr>
  `;
}

function shown(value) {
  if (value === undefined) return "–";
  return typeof value === "number" ? whole(value) : `${ROLES[value].glyph} ${value}`;
}

// The state saved in Redis beside the live one, read at the same moment, differences marked.
import { html } from "lit";
import { Problem } from "../api.js";
import { ROLES, whole } from "../words.js";

const FIELDS = ["pusherCount", "pullerCount", "messageCount", "totalMessageCount", "roleSwitchCount", "currentRole"];

/** Both states of the same moment: `{ message, saved, live }`. */
export async function bothStates(signal) {
  const [saved, live] = await Promise.all([fetch("getredisstate", { signal }), fetch("state", { signal })]);
  for (const answer of [saved, live]) {
    if (!answer.ok && answer.status !== 404) throw new Problem(answer.status, await answer.json());
  }
  const { message, redisState } = await saved.json();
  return { message, saved: redisState ?? null, live: await live.json() };
}

export function statesTable(answer) {
  const differing = FIELDS.filter((field) => differs(answer, field)).length;
  return html`
    <p class="verdict" data-differing=${differing}>${verdict(answer, differing)}</p>
    <table class="states">
      <thead>
        <tr><th scope="col">Field</th><th scope="col">Saved</th><th scope="col">Live</th><th scope="col"><span class="unseen">Same?</span></th></tr>
      </thead>
      <tbody>
        ${FIELDS.map((field) => row(answer, field))} ${others(answer.saved).map((field) => extra(answer, field))}
      </tbody>
    </table>
  `;
}

function verdict({ message, saved }, differing) {
  if (saved === null) return message;
  if (differing === 0) return "Saved and live agree.";
  return `${differing} of ${FIELDS.length} fields differ: while the pool runs the copy is up to a second old.`;
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

function extra(answer, field) {
  return html`<tr class="extra">
    <th scope="row">${field}</th>
    <td colspan="3">${shown(answer.saved[field])}</td>
  </tr>`;
}

function others(saved) {
  return Object.keys(saved ?? {}).filter((field) => !FIELDS.includes(field));
}

function shown(value) {
  if (value === undefined || value === null) return "–";
  if (typeof value === "number") return whole(value);
  if (value in ROLES) return `${ROLES[value].glyph} ${value}`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

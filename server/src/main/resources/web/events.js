// What has happened, as a sentence each: for the log, and for whoever watches something heal.
import { ROLES } from "./words.js";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

const SENTENCES = {
  start: () => "The pool was started",
  stop: () => "The pool was stopped",
  limits: ({ maxPushers, maxPullers, switchEvery, policy }) =>
    `Settings: up to ${maxPushers} pushers and ${maxPullers} pullers, ${policy}, a switch every ${switchEvery}`,
  rest: ({ worker }) => `${worker} rests`,
  resume: ({ worker, role }) => `${worker} works again, as ${(ROLES[role]?.name ?? role).toLowerCase()}`,
  join: ({ node }) => `Node ${node} has joined`,
  leave: ({ node }) => `Node ${node} has left`,
  death: ({ node, worker }) => (worker ? `Worker ${worker} died: another thread takes its place` : `Node ${node} is silent: the others do its work`),
  lost: () => "Redis does not answer",
  back: ({ after }) => `Redis is back${after === null ? "" : ` after ${seconds(after)}`}`,
};

/** What deserves to be seen on the charts. */
const MARKED = new Set(["start", "stop", "limits", "join", "leave", "death", "lost", "back"]);
const BAD = new Set(["death", "lost"]);

export function sentence(deed) {
  return SENTENCES[deed.kind]?.(deed) ?? deed.kind;
}

export const isMarked = ({ kind }) => MARKED.has(kind);
export const isBad = ({ kind }) => BAD.has(kind);

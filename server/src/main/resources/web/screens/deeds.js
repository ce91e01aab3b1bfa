// What is done to jobs: one, those that are chosen, or all that match.
import { post, remove, route } from "../api.js";
import { agreed } from "../dialog.js";
import { many } from "../spans.js";
import { whole } from "../words.js";

const AT_ONCE = 4;
/** What removes more than so many asks for the name of the queue. */
const HANDFUL = 10;

/** Each with its word, and the states of the jobs that it can be done to. */
export const DEEDS = {
  retry: { word: "Retry", done: "retried", states: ["failed", "completed"] },
  promote: { word: "Promote", done: "promoted", states: ["delayed"] },
  remove: { word: "Remove", done: "removed", states: ["waiting", "prioritized", "waiting-children", "delayed", "failed", "completed"], danger: true },
};

export function deedsFor(state) {
  return Object.keys(DEEDS).filter((key) => DEEDS[key].states.includes(state));
}

/** Does it to one; answers the state that the job has then, null when it is gone. */
export async function toOne(key, { name, prefix }, id) {
  const path = route("queues", name, "jobs", id);
  if (key === "remove") {
    await remove(path, { prefix });
    return null;
  }
  return (await post(`${path}/${key}`, {}, { prefix })).state;
}

export function confirmOne(key, id) {
  const { word, danger } = DEEDS[key];
  if (!danger) return Promise.resolve(true);
  return agreed({ title: `Remove job ${id}?`, text: "Its payload, result and log go with it, and its children if it has some.", deed: word, danger });
}

/** Asks, then does it to the jobs chosen; answers a sentence about what came of it, or null when nobody agreed. */
export async function toChosen(key, queue, jobs) {
  const { word, done, danger, states } = DEEDS[key];
  const meant = jobs.filter(({ state }) => states.includes(state));
  const left = jobs.length - meant.length;
  const text = `Would ${key} ${many(meant.length, "job")}.${left > 0 ? ` ${many(left, "other")} of those chosen cannot be: ${left === 1 ? "it is" : "they are"} in another state.` : ""}`;
  const facts = Promise.resolve({ text, possible: meant.length > 0, deed: `${word} ${whole(meant.length)}` });
  const name = danger && meant.length > HANDFUL ? queue.name : undefined;
  if (!(await agreed({ title: `${word} the jobs chosen?`, facts, deed: word, danger, name }))) return null;
  const refusals = await each(meant, ({ id }) => toOne(key, queue, id));
  const fine = `${many(meant.length - refusals.length, "job")} ${done}.`;
  return refusals.length === 0 ? fine : `${fine} ${many(refusals.length, "job")} refused: ${refusals[0].message}`;
}

async function each(jobs, act) {
  const rest = [...jobs];
  const refusals = [];
  const worker = async () => {
    for (let job = rest.shift(); job; job = rest.shift()) await act(job).catch((problem) => refusals.push(problem));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return refusals;
}

/** A dry run, a question, then an operation; answers it, or null when nobody agreed. */
export async function toAll(key, queue, state, q) {
  const path = `${route("queues", queue.name)}/bulk`;
  const body = { action: key, select: q ? { state, q } : { state } };
  const query = { prefix: queue.prefix };
  const { word, danger } = DEEDS[key];
  const facts = post(path, { ...body, dryRun: true }, query).then((told) => foretold(word, key, state, q, told));
  const title = q ? `${word} every ${state} job that matches “${q}”?` : `${word} all ${state} jobs of ${queue.name}?`;
  const agreeing = await agreed({ title, facts, deed: word, danger, name: danger ? queue.name : undefined });
  return agreeing ? post(path, body, query) : null;
}

function foretold(word, key, state, q, { matched, searched, total, complete, sample }) {
  const some = sample.slice(0, 3).map(({ id, name }) => `${name} ${id}`).join(", ");
  const such = matched === 0 ? "" : ` Such as ${some}.`;
  if (!complete) {
    const text = `Would ${key} at least ${many(matched, "job")}: a look at ${whole(searched)} of ${whole(total)} found so many; the operation goes through all.${such}`;
    return { text, deed: `${word} all that match` };
  }
  const of = q ? ` of ${whole(total)} ${state}` : "";
  return { text: `Would ${key} ${many(matched, "job")}${of}.${such}`, possible: matched > 0, deed: `${word} ${whole(matched)}` };
}

// What the charts show, in words.
import { clock, perSecond, span, whole } from "../words.js";

/** The moment under the cursor; the whole picture when there is none. */
export function readout(data, view, at) {
  const { x, pushers, workers, waiting } = data;
  const i = at === null ? -1 : x.indexOf(at);
  if (i < 0) return sentence(data, view);
  if (workers[i] === null) return `${clock(x[i] * 1000)} · nothing was seen`;
  return `${clock(x[i] * 1000)} · ▲ ${pushers[i]} pushers · ▼ ${workers[i] - pushers[i]} pullers · ${whole(waiting[i])} waiting · in ${perSecond(data.in[i])} · out ${perSecond(data.out[i])}`;
}

/** One chart in a sentence, for who does not see it. */
export function words(name, data, view) {
  if (name === "lanes") return `The roles of ${view.workers.length} workers over time.`;
  if (name === "depth") return `${over(view)} waiting messages were ${between(data.waiting)}.`;
  return `${over(view)} pushers were ${between(data.pushers)}; pullers ${between(pullersOf(data))}.`;
}

function sentence(data, view) {
  if (data.x.length === 0) return "Nothing was seen yet.";
  return `${over(view)} ▲ pushers were ${between(data.pushers)}, ▼ pullers ${between(pullersOf(data))}, and waiting messages ${between(data.waiting)}.`;
}

function over({ from, to }) {
  return `Over the last ${span(Math.round((to - from) / 1000))}`;
}

function pullersOf({ workers, pushers }) {
  return workers.map((n, i) => (n === null ? null : n - pushers[i]));
}

function between(values) {
  const seen = values.filter((n) => n !== null);
  return seen.length === 0 ? "unknown" : `between ${whole(Math.min(...seen))} and ${whole(Math.max(...seen))}, now ${whole(seen.at(-1))}`;
}

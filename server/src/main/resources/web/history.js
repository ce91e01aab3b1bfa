// What was sampled, in columns, as the stream told it: one row a second, at most an hour of them.

const COLUMNS = ["t", "pushers", "pullers", "waiting", "pushed", "done", "failed"];
const KEPT = 3600;
const KEPT_MS = 3_600_000;
/** Two samples further apart than this have a hole between them, and a hole is shown as one. */
const GAP_MS = 3500;
/** A turn that was seen is told within so long, if it is told at all. */
const SEEN_MS = 10_000;

export class History {
  constructor() {
    this.columns = Object.fromEntries(COLUMNS.map((name) => [name, []]));
    this.lanes = new Map();
  }

  get length() {
    return this.columns.t.length;
  }

  get last() {
    return this.columns.t.at(-1) ?? null;
  }

  static of(columns, lanes) {
    const history = new History();
    for (let i = 0; i < (columns?.t?.length ?? 0); i++) {
      history.add(Object.fromEntries(COLUMNS.map((name) => [name, columns[name]?.[i] ?? null])));
    }
    for (const [worker, turns] of Object.entries(lanes ?? {})) history.lanes.set(worker, [...turns]);
    return history;
  }

  /** As it is now. */
  copy() {
    return History.of(this.columns, Object.fromEntries(this.lanes));
  }

  /** Adds a sample; one that is not newer than the last is a repeat and is left out. */
  add(sample) {
    const last = this.last;
    if (last !== null && sample.t <= last) return;
    for (const name of COLUMNS) this.columns[name].push(sample[name] ?? null);
    if (this.length > KEPT + 300) for (const name of COLUMNS) this.columns[name].splice(0, 300);
  }

  /** A worker took a role at a time; a repeat of the role it has changes nothing. */
  turned(worker, role, t) {
    const lane = this.lanes.get(worker) ?? [];
    const last = lane.at(-1);
    if (last && t < last[0]) put(lane, [t, role]);
    else if (last?.[1] !== role) lane.push([t, role]);
    else if (last[2] && t - last[0] < SEEN_MS) lane[lane.length - 1] = [t, role];
    while (lane.length > 2 && lane[1][0] < t - KEPT_MS) lane.shift();
    this.lanes.set(worker, lane);
  }

  /** A worker was seen in a role that no turn has told yet: it took it at about that time. */
  seen(worker, role, t) {
    const last = this.lanes.get(worker)?.at(-1);
    if (last && (t < last[0] || last[1] === role)) return;
    this.turned(worker, role, t);
    this.lanes.get(worker).at(-1)[2] = true;
  }

  /** Columns for the charts from a time on: seconds, counts, rates; a row of nulls stands in each hole. */
  since(from) {
    const { t, pushers, pullers, waiting, pushed, done } = this.columns;
    const out = { x: [], pushers: [], workers: [], waiting: [], in: [], out: [] };
    const row = (x, ...values) => {
      out.x.push(x / 1000);
      ["pushers", "workers", "waiting", "in", "out"].forEach((name, i) => out[name].push(values[i]));
    };
    for (let i = firstAfter(t, from); i < t.length; i++) {
      const gap = i > 0 && t[i] - t[i - 1] > GAP_MS;
      if (gap && out.x.length > 0) row(t[i - 1] + 1000, null, null, null, null, null);
      const workers = pushers[i] === null ? null : pushers[i] + pullers[i];
      const rateOf = (counter) => (gap ? null : rate(t, counter, i, 1));
      row(t[i], pushers[i], workers, waiting[i], rateOf(pushed), rateOf(done));
    }
    return out;
  }

  /** The stretches of time without a hole, as [from, to] in ms. */
  stretches(from) {
    const { t } = this.columns;
    const found = [];
    for (let i = firstAfter(t, from); i < t.length; i++) {
      const open = found.at(-1);
      if (open && t[i] - open[1] <= GAP_MS) open[1] = t[i];
      else found.push([t[i], t[i]]);
    }
    return found;
  }

  /** By how much a counter has grown over the last samples. */
  gained(name, samples) {
    const counter = this.columns[name];
    return (counter.at(-1) ?? 0) - (counter[Math.max(0, counter.length - samples)] ?? 0);
  }

  /** Messages a second over the last five samples, from the counters everybody sees; null when unknown. */
  rateNow(name) {
    return rate(this.columns.t, this.columns[name], this.length - 1, 5);
  }
}

/** A server that has just come up tells the past after the present: what was seen by then is told now. */
function put(lane, turn) {
  lane.push(turn);
  lane.sort((a, b) => a[0] - b[0]);
  for (let i = lane.length - 1; i > 0; i--) if (lane[i][1] === lane[i - 1][1]) lane.splice(i, 1);
}

function rate(t, counter, i, samples) {
  const j = Math.max(0, i - samples);
  const unknown = i <= 0 || i === j || counter[i] === null || counter[j] === null;
  if (unknown || counter[i] < counter[j] || t[i] - t[j] > samples * GAP_MS) return null;
  return ((counter[i] - counter[j]) * 1000) / (t[i] - t[j]);
}

function firstAfter(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

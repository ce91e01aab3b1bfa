// One row a worker over the time axis: solid while it pushes, hatched while it pulls, nothing while nothing was seen.
import { palette } from "./palette.js";

/** Where rows are lower than this their names are in the table alone. */
const LEAST = 3;

/** Labels the rows; where they are too low for all, every n-th. */
export function laneAxis(view, rowHeight) {
  const splits = () => view().workers.map((_, i) => view().workers.length - i - 0.5);
  const values = (_, at) => {
    const { workers } = view();
    if (rowHeight(workers.length) < LEAST) return at.map(() => "");
    const every = Math.ceil(14 / rowHeight(workers.length));
    return at.map((__, i) => (i % every === 0 ? workers[i].id : ""));
  };
  return { scale: "y", side: 3, splits, values, grid: { show: false }, ticks: { show: false } };
}

export function drawLanes(u, view, hatching) {
  const { ctx: pen, bbox } = u;
  const { workers, history, from, to } = view;
  if (workers.length === 0) return;
  const stretches = history.stretches(from - 2000);
  const row = bbox.height / workers.length;
  const space = Math.min(row / 4, 2 * (window.devicePixelRatio || 1));
  const fills = { Pusher: palette().push, Puller: hatching(pen) };
  pen.save();
  pen.beginPath();
  pen.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  pen.clip();
  workers.forEach(({ id }, i) => {
    const y = bbox.top + i * row + space / 2;
    for (const [start, end, role] of pieces(history.lanes.get(id) ?? [], stretches, to)) {
      const left = u.valToPos(Math.max(start, from) / 1000, "x", true);
      const right = u.valToPos(end / 1000, "x", true);
      pen.fillStyle = fills[role] ?? palette().depth;
      pen.fillRect(left, y, Math.max(0.5, right - left), row - space);
    }
  });
  pen.restore();
}

/** A lane's spans of one role, cut to the stretches that were seen. */
export function* pieces(turns, stretches, to) {
  let s = 0;
  for (let i = 0; i < turns.length; i++) {
    const [start, role] = turns[i];
    const end = turns[i + 1]?.[0] ?? to;
    while (s < stretches.length && stretches[s][1] < start) s++;
    for (let k = s; k < stretches.length && stretches[k][0] < end; k++) {
      const left = Math.max(start, stretches[k][0]);
      const right = Math.min(end, stretches[k][1]);
      if (right > left) yield [left, right, role];
    }
  }
}

/** The role a worker had at a moment, or null. */
export function roleAt(turns, t) {
  let role = null;
  for (const [start, next] of turns ?? []) {
    if (start > t) break;
    role = next;
  }
  return role;
}

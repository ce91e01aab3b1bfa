// The three charts over one time axis: who works, what piles up, and each worker's lane.
import { hatch, palette } from "./palette.js";
import { ago, clock, whole } from "./words.js";
import { drawLanes, laneAxis } from "./lanes.js";
import { drawMarks } from "./marks.js";

/** A classic script in the head: half the bytes of its module. */
const { uPlot } = window;
/** All charts leave the same room left and right, so that a moment stands at one place in all. */
const GUTTER = isPhone() ? 34 : 44;
const ratio = () => window.devicePixelRatio || 1;
const stepped = uPlot.paths.stepped({ align: 1, ascDesc: true });

/** Columns that each chart takes from what History.since answers. */
export const COLUMNS = {
  composition: ["x", "workers", "pushers"],
  depth: ["x", "waiting", "in", "out"],
  lanes: ["x", "workers"],
};

export function compositionChart(root, view, moved) {
  const series = [
    {},
    { label: "pullers", scale: "y", paths: stepped, points: HIDDEN, width: 1.5, fill: (u) => hatch(u.ctx, ratio()), stroke: () => palette().text },
    { label: "pushers", scale: "y", paths: stepped, points: HIDDEN, width: 2, fill: () => palette().push, stroke: () => palette().text },
  ];
  const scales = { x: timeScale(view), y: { range: () => [0, view().tallest] } };
  const axes = [timeAxis(view), countAxis("y"), emptyAxis()];
  const hooks = { draw: [(u) => drawMarks(u, view())] };
  return create(root, { series, scales, axes, hooks, height: height(150), moved });
}

export function depthChart(root, view, moved) {
  const series = [
    {},
    { label: "waiting", scale: "depth", paths: stepped, points: HIDDEN, width: 1.5, fill: () => palette().depth, stroke: () => palette().text },
    { label: "in/s", scale: "y", paths: stepped, points: HIDDEN, width: 2, stroke: () => palette().push },
    { label: "out/s", scale: "y", paths: stepped, points: HIDDEN, width: 2, dash: [5, 3], stroke: () => palette().pull },
  ];
  const scales = { x: timeScale(view), y: { range: roomy() }, depth: { range: roomy() } };
  const axes = [timeAxis(view), countAxis("y"), countAxis("depth")];
  const hooks = { draw: [(u) => drawMarks(u, view())] };
  return create(root, { series, scales, axes, hooks, height: height(150), moved });
}

export function lanesChart(root, view, moved) {
  const series = [{}, { scale: "y", paths: () => null, points: HIDDEN }];
  const scales = { x: timeScale(view), y: { range: () => [0, Math.max(1, view().workers.length)] } };
  const axes = [timeAxis(view), { ...laneAxis(view, rowHeight), ...ink(), size: GUTTER, gap: 6 }, emptyAxis()];
  const hooks = { draw: [(u) => drawLanes(u, view(), (context) => hatch(context, ratio()))] };
  return create(root, { series, scales, axes, hooks, height: lanesHeight(view().workers.length), moved });
}

/** Where the charts are low, and the lanes a small map. */
function isPhone() {
  return window.innerWidth < 640;
}

/** A lane is 15 px high; where there are many workers they share what six hundred pixels hold, on a phone 24. */
function rowHeight(workers) {
  if (isPhone()) return Math.max(1, 24 / Math.max(1, workers));
  return Math.max(3, Math.min(15, Math.floor(600 / Math.max(1, workers))));
}

export function lanesHeight(workers) {
  return Math.round(Math.max(1, workers) * rowHeight(workers)) + AXIS + TOP;
}

const HIDDEN = { show: false };
const AXIS = 26;
const TOP = 9;

export function height(desktop) {
  return isPhone() ? 120 : desktop;
}

function create(root, { series, scales, axes, height: tall, hooks = {}, moved }) {
  const options = {
    width: Math.max(200, root.clientWidth),
    height: tall,
    series,
    scales,
    axes,
    legend: { show: false },
    padding: [TOP, 0, 0, 0],
    cursor: { sync: { key: "pool" }, drag: { x: false, y: false, setScale: false }, y: false, points: HIDDEN },
    hooks: { ...hooks, setCursor: [(u) => moved(u)] },
  };
  scales.x.time = false;
  return new uPlot(options, [[], ...series.slice(1).map(() => [])], root);
}

function timeScale(view) {
  return { range: () => [view().from / 1000, view().to / 1000] };
}

function ink() {
  return {
    stroke: () => palette().muted,
    font: "12px system-ui, sans-serif",
    grid: { stroke: () => palette().grid, width: 1 },
    ticks: { stroke: () => palette().grid, width: 1, size: 4 },
  };
}

/** Ticks count back from the newest moment: they stand still while the picture moves under them. */
function timeAxis(view) {
  const splits = (u) => {
    const { from, to } = view();
    const seconds = (to - from) / 1000;
    const wanted = Math.max(2, Math.floor(u.bbox.width / ratio() / 64));
    const step = [5, 10, 15, 20, 30, 60, 120, 300, 600, 900].find((s) => seconds / s <= wanted) ?? 1200;
    const found = [];
    for (let back = Math.floor(seconds / step) * step; back >= 0; back -= step) found.push(to / 1000 - back);
    return found;
  };
  const values = (_, at) => {
    const { from, to, moving } = view();
    const newest = moving ? "now" : clock(to);
    return at.map((x) => (to / 1000 - x < 0.5 ? newest : ago(to / 1000 - x, (to - from) / 1000)));
  };
  return { ...ink(), splits, values, size: AXIS, gap: 4 };
}

function countAxis(scale) {
  return {
    ...ink(),
    scale,
    side: scale === "depth" ? 1 : 3,
    size: GUTTER,
    gap: 4,
    space: 26,
    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 1e6, 1e7],
    grid: scale === "depth" ? HIDDEN : ink().grid,
    values: (_, at) => at.map(short),
  };
}

function emptyAxis() {
  return { ...ink(), scale: "y", side: 1, size: GUTTER, values: () => [], grid: HIDDEN, ticks: HIDDEN };
}

function short(n) {
  if (n >= 1e6) return `${n / 1e6}M`;
  return n >= 1e4 ? `${n / 1e3}k` : whole(n);
}

/** From nought to a round number above the highest, and back down only when that has halved. */
function roomy() {
  let top = 1;
  return (_, low, high) => {
    const needed = Math.max(1, (high ?? 0) * 1.1);
    if (needed > top || needed < top / 2) top = round(needed);
    return [0, top];
  };
}

function round(n) {
  const unit = 10 ** Math.floor(Math.log10(n));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((f) => f * unit).find((candidate) => candidate >= n);
}

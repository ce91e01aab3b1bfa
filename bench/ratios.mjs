// Medians, spread and ratios of two sides' runs of the same scenarios, JSON objects in lines.
//   node bench/ratios.mjs NODE.json TIDEMILL.json
import { readFileSync } from 'node:fs';

const [node, tidemill] = process.argv.slice(2).map((file) =>
  readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line)));
const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
const spread = (values) => `${Math.round(Math.min(...values))}-${Math.round(Math.max(...values))}`;
const of = (side, scenario, field) => side.filter((run) => run.scenario === scenario).map((run) => run[field]);
const row = (...cells) => console.log(cells.map((cell, n) => (n ? String(cell).padStart(14) : cell.padEnd(18))).join(' '));

console.log(`${node[0].runtime}; ${tidemill[0].runtime}`);
row('scenario', 'jobs', 'node jobs/s', 'spread', 'tidemill', 'spread', 'ratio', 'of rounds', 'redis us', 'commands');
for (const scenario of new Set(node.map((run) => run.scenario))) {
  const [theirs, ours] = [of(node, scenario, 'jobsPerSecond'), of(tidemill, scenario, 'jobsPerSecond')];
  const ratios = ours.map((rate, round) => rate / theirs[round]);
  const both = (field, digits) =>
    [node, tidemill].map((side) => median(of(side, scenario, field)).toFixed(digits)).join(' / ');
  row(
    scenario,
    of(node, scenario, 'jobs')[0],
    Math.round(median(theirs)),
    spread(theirs),
    Math.round(median(ours)),
    spread(ours),
    (median(ours) / median(theirs)).toFixed(2),
    `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
    both('redisMicrosPerJob', 1),
    both('redisCommandsPerJob', 1),
  );
}

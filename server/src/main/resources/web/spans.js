// How long, when and how many, as lists and jobs say it.
import { clock, whole } from "./words.js";

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** How long something took or takes: 12 ms, 5.1 s, 4 min, 3 h, 2 d. */
export function took(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "–";
  const steps = [
    [86_400_000, 2, "d"],
    [3_600_000, 2, "h"],
    [60_000, 2, "min"],
    [1000, 1, "s"],
  ];
  const [unit, least, word] = steps.find(([unit, least]) => ms >= unit * least) ?? [1, 0, "ms"];
  const n = ms / unit;
  return `${n < 9.95 && unit > 1 ? n.toFixed(1) : whole(Math.round(n))} ${word}`;
}

/** A moment: today by its time alone, else with its date. */
export function moment(ms) {
  if (ms === null || ms === undefined) return "–";
  const same = new Date(ms).toDateString() === new Date().toDateString();
  return same ? clock(ms) : DAY.format(ms);
}

/** "1 job", "128 jobs". */
export function many(n, one, more = `${one}s`) {
  return `${whole(n)} ${n === 1 ? one : more}`;
}

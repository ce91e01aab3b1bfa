// How figures and moments are written, in one place.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: true });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });
const CLOCK = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

const DAY = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const ROLES = {
  Pusher: { glyph: "▲", verb: "PUSH", name: "Pusher", kind: "push" },
  Puller: { glyph: "▼", verb: "PULL", name: "Puller", kind: "pull" },
};

/** 12,345 with a narrow space; a dash while nothing is known. */
export function whole(n) {
  return n === null || n === undefined ? "–" : WHOLE.format(n).replaceAll(",", "\u202f");
}

/** 980, 2.3K, 45K, 6.7M: for narrow places. */
export function compact(n) {
  if (n === null || n === undefined) return "–";
  return n < 1000 ? whole(n) : COMPACT.format(n);
}

/** Messages a second: 0.4, 9.8, 120. */
export function perSecond(rate) {
  if (rate === null || rate === undefined) return "–/s";
  return `${rate < 9.95 ? rate.toFixed(1) : whole(rate)}/s`;
}

export function clock(ms) {
  return ms === null || ms === undefined ? "–" : CLOCK.format(ms);
}

/** How long ago, for an axis: −20 s, −4:30, −45 min. */
export function ago(seconds, shown) {
  if (shown <= 120) return `−${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return shown > 900 ? `−${minutes} min` : `−${minutes}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;
}

/** A window's length in words. */
export function span(seconds) {
  if (seconds < 60) return `${seconds} seconds`;
  const minutes = seconds / 60;
  if (minutes === 60) return "hour";
  return minutes === 1 ? "minute" : `${minutes} minutes`;
}

/** How long something took or takes: 12 ms, 5.1 s, 4 min, 3 h, 2 d. */
export function lasting(ms) {
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

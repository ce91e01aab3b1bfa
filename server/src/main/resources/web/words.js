// How figures and moments are written, in one place.

const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0, useGrouping: true });
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 2 });
const CLOCK = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

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

/** Bytes for people: 980 B, 1.9 MB. */
export function bytes(n) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  let left = Number(n);
  for (; left >= 999.5 && at < units.length - 1; at++) left /= 1000;
  return `${at === 0 || left >= 99.5 ? Math.round(left) : left.toFixed(1)} ${units[at]}`;
}

import { createRequire } from 'node:module';

/**
 * The next times that the cron-parser of this BullMQ tells, each asked for anew from the one before, as BullMQ does.
 *   request { cases: [[pattern, zone, from, runs], ...], seed }   answers { tz, cases: [[ms, ..., 'none' | 'refused'?], ...] }
 */
export function cron(which, { cases, seed }) {
  const own = createRequire(createRequire(import.meta.url).resolve(which));
  const { CronExpressionParser } = own('cron-parser');
  quicken(createRequire(own.resolve('cron-parser'))('luxon').IANAZone);
  const next = (pattern, tz, after) =>
    CronExpressionParser.parse(pattern, { currentDate: new Date(after), tz, hashSeed: seed }).next().getTime();
  return { tz: process.versions.tz, cases: cases.map((one) => row(one, next)) };
}

function row([pattern, tz, from, runs], next) {
  const times = [];
  try {
    while (times.length < runs) times.push(next(pattern, tz, times.at(-1) ?? from));
  } catch (error) {
    times.push(/loop limit/.test(error.message) ? 'none' : 'refused');
  }
  return times;
}

/** Asking for an offset is slow; no zone of today changes it within a quarter of an hour. */
function quicken(zones) {
  if (zones.prototype.quickened) return;
  const { offset } = zones.prototype;
  const known = new Map();
  zones.prototype.quickened = true;
  zones.prototype.offset = function remembered(at) {
    const key = `${this.name} ${Math.floor(at / 900_000)}`;
    if (!known.has(key)) known.set(key, offset.call(this, at));
    return known.get(key);
  };
}

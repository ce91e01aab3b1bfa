// What the one status line says.
import { clock, whole } from "./words.js";

const glyphs = { live: "●", stopped: "○", paused: "❚❚", trouble: "▲", connecting: "◌" };

/** The state of the page: a key that changes when it does, a tone for its colour, a sentence. */
export function statusOf(store) {
  const asOf = store.now.t ? `As of ${clock(store.now.t)}.` : "";
  if (store.phase === "connecting") return say("connecting", "connecting", store.detail ? `Connecting: ${store.detail}.` : "Connecting…");
  if (store.phase === "reconnecting") return say("reconnecting", "trouble", `Reconnecting${store.losses > 1 ? ` (${store.losses})` : ""}: ${store.detail}. ${asOf}`);
  if (store.phase === "stale") return say("stale", "trouble", `Nothing heard for 15 seconds. ${asOf}`);
  if (!store.redis.ok) return say("redis", "trouble", `Redis is away. ${asOf}`);
  if (store.paused) return say("paused", "paused", `View paused at ${clock(store.now.t)}; the pool goes on.`);
  if (!store.running) return say("stopped", "stopped", "Stopped.");
  return say("running", "live", "Live.");
}

/** What is the matter while Redis is away, and what to do. */
export function away({ redis, snapshotted }) {
  const remedy = redis.where.startsWith("embedded")
    ? "It is this server's own and is started again by itself."
    : "Look whether it runs and can be reached from the server: then all goes on by itself.";
  return `Redis is not answering. ${remedy} ${snapshotted ? "The last picture stays; the charts show a gap until it is back." : "Nothing has been read from it yet."}`;
}

/** Where the jobs are kept. */
export function whereOf({ redis }) {
  return [redis.where, redis.version && `Redis ${redis.version}`].filter(Boolean).join(" · ");
}

/** One sentence about the pool. */
export function summary({ now, history }) {
  const trend = trendOf(history);
  return `${whole(now.pushers)} pushing, ${whole(now.pullers)} pulling, ${whole(now.waiting)} waiting${trend ? ` and ${trend}` : ""}.`;
}

function say(key, tone, text) {
  return { key, tone, text, glyph: glyphs[tone] };
}

/** Whether more wait than ten seconds ago: rising, falling or steady; empty when unknown. */
export function trendOf(history) {
  const { waiting } = history.columns;
  const [before, after] = [waiting.at(-11), waiting.at(-1)];
  if (before === undefined || before === null || after === null) return "";
  const change = after - before;
  if (Math.abs(change) <= Math.max(2, before / 20)) return "steady";
  return change > 0 ? "rising" : "falling";
}

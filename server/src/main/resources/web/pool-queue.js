// Which queue is the pool's own: what is in it comes with each tick, and stands the same on every screen.
import { get } from "./api.js";

let own = null;

/** `{ name, prefix }`; asked once, and again while there was no answer. */
export function poolQueue() {
  own ??= read().catch((problem) => {
    own = null;
    throw problem;
  });
  return own;
}

async function read() {
  const { items } = await get("config");
  const valueOf = (wanted) => items.find(({ key }) => key === wanted)?.value;
  return { name: valueOf("redis.queue"), prefix: valueOf("redis.prefix") };
}

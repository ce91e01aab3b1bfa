// Pauses a queue or lets it go on, from whatever screen shows it.
import { post, route } from "../api.js";

/** Shown as done at once; what the server says stands. The screen has a `poll` and a place for `trouble`. */
export async function flip(screen, queue) {
  const paused = !queue.paused;
  queue.paused = paused;
  screen.trouble = null;
  screen.requestUpdate();
  try {
    await post(`${route("queues", queue.name)}/${paused ? "pause" : "resume"}`, {}, { prefix: queue.prefix });
  } catch (problem) {
    queue.paused = !paused;
    screen.trouble = `${queue.name} was not ${paused ? "paused" : "resumed"}: ${problem.message} ${problem.hint ?? ""}`;
  }
  screen.poll.again();
}

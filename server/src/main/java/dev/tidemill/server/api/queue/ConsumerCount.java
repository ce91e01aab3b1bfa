package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.CommandRejected;
import java.time.Duration;
import java.util.Map;

/**
 * How many workers are connected for each queue. Redis takes its time to list its clients when they
 * are many: what it told serves everybody for a second.
 *
 * <p><b>Threading:</b> any thread.
 */
final class ConsumerCount {

  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final QueueDirectory directory;
  private final Census census;
  private volatile Told told = new Told(Map.of(), System.nanoTime() - FRESH, true);

  private record Told(Map<Entry, Integer> counts, long at, boolean known) {}

  ConsumerCount(QueueDirectory directory, Census census) {
    this.directory = directory;
    this.census = census;
  }

  Map<Entry, Integer> all() {
    Told last = told;
    long now = System.nanoTime();
    if (now - last.at() >= FRESH) {
      last = ask(now);
      told = last;
    }
    return last.counts();
  }

  private Told ask(long now) {
    try {
      Map<Entry, Integer> counts = directory.consumers();
      counts.keySet().forEach(this::tellOf);
      return new Told(counts, now, true);
    } catch (CommandRejected e) {
      return new Told(Map.of(), now, false); // some hosts forbid it
    }
  }

  /** Somebody works on a queue before a walk has found it. */
  private void tellOf(Entry queue) {
    if (!census.knows(queue) && directory.holds(queue)) {
      census.hear(queue);
    }
  }

  /** Whether Redis lets its clients be listed. */
  boolean isKnown() {
    return told.known();
  }
}

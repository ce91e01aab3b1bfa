package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.server.api.Deeds;
import dev.tidemill.server.api.Shared;
import java.util.Map;

/**
 * How many workers are connected for each queue. Redis takes its time to list its clients when they
 * are many: what it told serves everybody for a second.
 *
 * <p><b>Threading:</b> any thread.
 */
final class ConsumerCount {

  private final QueueDirectory directory;
  private final Census census;
  private final Shared<Told> told;

  /**
   * What Redis told.
   *
   * @param counts of those queues that have some
   * @param known whether Redis lets its clients be listed
   */
  record Told(Map<Entry, Integer> counts, boolean known) {

    /** Below zero when it cannot be told. */
    int of(Entry queue) {
      return known ? counts.getOrDefault(queue, 0) : -1;
    }
  }

  ConsumerCount(QueueDirectory directory, Census census, Deeds deeds) {
    this.directory = directory;
    this.census = census;
    this.told = new Shared<>(deeds, this::ask);
  }

  Told all() {
    return told.get();
  }

  private Told ask() {
    try {
      Map<Entry, Integer> counts = directory.consumers();
      counts.keySet().forEach(this::tellOf);
      return new Told(counts, true);
    } catch (CommandRejected e) {
      return new Told(Map.of(), false); // some hosts forbid it
    }
  }

  /** Somebody works on a queue before a walk has found it. */
  private void tellOf(Entry queue) {
    if (!census.knows(queue) && directory.holds(queue)) {
      census.hear(queue);
    }
  }
}

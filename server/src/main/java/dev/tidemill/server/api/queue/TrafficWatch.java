package dev.tidemill.server.api.queue;

import dev.tidemill.job.QueueGlance;
import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.CommandRejected;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What moves in all queues, sampled for all who ask: one command a queue, once a second at most.
 *
 * <p><b>Threading:</b> any thread; the sampling has a thread of its own.
 */
final class TrafficWatch implements AutoCloseable {

  private static final SharedWork.Pause PAUSE = new SharedWork.Pause(Duration.ofSeconds(1), 20);

  private final QueueDirectory directory;
  private final Census census;
  private final SharedWork sampling = new SharedWork("tidemill-traffic", PAUSE, this::sample);
  private volatile Map<Entry, Traffic> known = Map.of();

  TrafficWatch(QueueDirectory directory, Census census) {
    this.directory = directory;
    this.census = census;
  }

  /** What is known of a queue; null before the first look at it. */
  @Nullable Traffic of(Entry queue) {
    sampling.ask();
    return known.get(queue);
  }

  private boolean sample() {
    Census.Found found = census.found();
    Map<Entry, Traffic> next = new HashMap<>();
    for (Entry queue : found.queues()) {
      if (sampling.isClosed()) {
        return false;
      }
      Traffic traffic = seen(queue);
      if (traffic != null) {
        next.put(queue, traffic);
      }
    }
    known = next;
    return true;
  }

  private @Nullable Traffic seen(Entry queue) {
    try {
      QueueGlance glance = directory.glance(queue);
      Traffic before = known.get(queue);
      long now = System.nanoTime();
      return before == null ? Traffic.from(glance, now) : before.then(glance, now);
    } catch (CommandRejected e) {
      return null; // one of its keys is somebody else's
    }
  }

  /** Ends the sampling. */
  @Override
  public void close() {
    sampling.close();
  }
}

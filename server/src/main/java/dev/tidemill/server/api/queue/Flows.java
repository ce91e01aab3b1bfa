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
 * How all queues flow, sampled for all who ask: one command a queue, once a second at most.
 *
 * <p><b>Threading:</b> any thread; the sampling has a thread of its own.
 */
final class Flows implements AutoCloseable {

  private static final Errand.Pause PAUSE = new Errand.Pause(Duration.ofSeconds(1), 20);

  private final QueueDirectory directory;
  private final Census census;
  private final Errand sampling = new Errand("tidemill-flows", PAUSE, this::sample);
  private volatile Map<Entry, Flow> known = Map.of();

  Flows(QueueDirectory directory, Census census) {
    this.directory = directory;
    this.census = census;
  }

  /** What is known of a queue; null before the first look at it. */
  @Nullable Flow of(Entry queue) {
    sampling.ask();
    return known.get(queue);
  }

  private boolean sample() {
    Census.Found found = census.found();
    Map<Entry, Flow> next = new HashMap<>();
    for (Entry queue : found.queues()) {
      if (sampling.isClosed()) {
        return false;
      }
      Flow flow = seen(queue);
      if (flow != null) {
        next.put(queue, flow);
      }
    }
    known = next;
    return true;
  }

  private @Nullable Flow seen(Entry queue) {
    try {
      QueueGlance glance = directory.glance(queue);
      Flow before = known.get(queue);
      long now = System.nanoTime();
      return before == null ? Flow.from(glance, now) : before.then(glance, now);
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

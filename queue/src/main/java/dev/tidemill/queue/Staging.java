package dev.tidemill.queue;

import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Scripting;
import dev.tidemill.wire.AddStaged;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.Stored;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The shorter way of large jobs into a queue that has nothing special about it.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Staging {

  private static final int REST = 100; // batches: a queue that is paused now may go on later

  private final QueueKeys keys;
  private final String name =
      UUID.randomUUID().toString().substring(24); // Lua reads it for each job
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger toRest = new AtomicInteger();

  Staging(QueueKeys keys) {
    this.keys = keys;
  }

  /** Adds the jobs; null when they are to go the usual way, and nothing was added. */
  @Nullable List<Stored> add(List<NewJob> jobs, long now, Scripting connection) {
    if (!AddStaged.isWorthIt(jobs) || isResting()) {
      return null;
    }
    String call = name + "-" + calls.incrementAndGet();
    List<Stored> stored = ScriptRunner.run(new AddStaged(keys, jobs, now, call), connection);
    if (stored == null) {
      toRest.set(REST);
    }
    return stored;
  }

  private boolean isResting() {
    return toRest.get() > 0 && toRest.getAndDecrement() > 0;
  }
}

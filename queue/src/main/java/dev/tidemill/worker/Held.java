package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.loop.Waiter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that this process has claimed and not settled yet.
 *
 * <p><b>Threading:</b> any thread; one waits.
 */
final class Held {

  private final Map<String, ActiveJob> byToken = new ConcurrentHashMap<>();
  private final Waiter changed = new Waiter();

  void add(ActiveJob active) {
    byToken.put(active.token(), active);
  }

  void remove(ActiveJob active) {
    byToken.remove(active.token());
    if (byToken.isEmpty()) {
      changed.wake();
    }
  }

  @Nullable ActiveJob byToken(String token) {
    return byToken.get(token);
  }

  int size() {
    return byToken.size();
  }

  List<String> tokens() {
    return List.copyOf(byToken.keySet());
  }

  Collection<ActiveJob> all() {
    return byToken.values();
  }

  /** Waits until there are none, or until the time is up. */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(atMost);
    while (!byToken.isEmpty()) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      changed.await(Duration.ofNanos(left));
    }
    return true;
  }
}

package dev.tidemill.pool.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds workers whose threads have ended by accident, tells it, and after a moment gives their
 * places to new threads: at once, one that always dies would spin.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Supervision {

  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final Crew crew;
  private final Chronicle chronicle;
  private final Map<String, Long> found = new HashMap<>(); // when each was found dead

  Supervision(Crew crew, Chronicle chronicle) {
    this.crew = crew;
    this.chronicle = chronicle;
  }

  void look() {
    Map<String, PoolWorker> lost =
        crew.lost().stream().collect(Collectors.toMap(PoolWorker::id, worker -> worker));
    found.keySet().retainAll(Set.copyOf(lost.keySet()));
    long now = System.nanoTime();
    for (PoolWorker worker : lost.values()) {
      Long since = found.get(worker.id());
      if (since == null) {
        chronicle.workerDied(worker);
        found.put(worker.id(), now);
      } else if (now - since >= PAUSE) {
        crew.replace(worker);
        chronicle.workerReplaced(worker);
        found.remove(worker.id());
      }
    }
  }
}

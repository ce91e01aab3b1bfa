package dev.tidemill.pool.run;

import java.util.HashMap;
import java.util.Map;

/**
 * Looks how far those jobs are that a worker has had since the last look: what is over in a moment
 * is never asked for.
 *
 * <p><b>Threading:</b> one thread.
 */
final class ProgressWatch {

  private static final int MOST = 32; // a look

  private final Crew crew;
  private final Gauge gauge;
  private Map<String, String> before = Map.of(); // job by worker

  ProgressWatch(Crew crew, Gauge gauge) {
    this.crew = crew;
    this.gauge = gauge;
  }

  void look() {
    Map<String, String> now = new HashMap<>();
    int asked = 0;
    for (PoolWorker worker : crew.workers()) {
      String job = worker.inHand().job();
      if (job == null) {
        continue;
      }
      now.put(worker.id(), job);
      if (job.equals(before.get(worker.id())) && asked++ < MOST) {
        worker.inHand().isAt(job, gauge.progressOf(job));
      }
    }
    before = now;
  }
}

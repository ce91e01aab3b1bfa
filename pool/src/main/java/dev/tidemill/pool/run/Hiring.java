package dev.tidemill.pool.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * What a crew hires with: threads, and what each worker had done when it was last here.
 *
 * @param threads makes the workers' threads
 * @param tallies by worker; they outlive a stop and a start
 */
public record Hiring(ThreadFactory threads, Map<String, Tally> tallies) {

  /** Nobody has done anything yet. */
  public static Hiring with(ThreadFactory threads) {
    return new Hiring(threads, new ConcurrentHashMap<>());
  }

  Tally tally(String worker) {
    return tallies.computeIfAbsent(worker, id -> new Tally());
  }

  void forget(String worker) {
    tallies.remove(worker);
  }
}

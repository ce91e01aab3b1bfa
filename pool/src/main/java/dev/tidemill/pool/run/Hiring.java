package dev.tidemill.pool.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;

/**
 * What a crew hires with: threads, and what each worker had done when it was last here.
 *
 * @param threads makes the workers' threads
 * @param tallies by worker; they outlive a stop and a start
 * @param turned told how many nanoseconds each turn took
 */
public record Hiring(ThreadFactory threads, Map<String, Tally> tallies, LongConsumer turned) {

  /** Nobody has done anything yet. */
  public static Hiring with(ThreadFactory threads, LongConsumer turned) {
    return new Hiring(threads, new ConcurrentHashMap<>(), turned);
  }

  Tally tally(String worker) {
    return tallies.computeIfAbsent(worker, id -> new Tally(turned));
  }

  void forget(String worker) {
    tallies.remove(worker);
  }
}

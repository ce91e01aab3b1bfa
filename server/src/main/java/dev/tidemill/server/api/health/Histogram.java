package dev.tidemill.server.api.health;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * How often something took how long.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Histogram {

  private static final List<Double> BOUNDS =
      List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0);

  private final List<LongAdder> buckets =
      Stream.generate(LongAdder::new).limit(BOUNDS.size() + 1L).toList();
  private final LongAdder nanos = new LongAdder();

  /** Nothing yet. */
  public Histogram() {}

  /** Counts one that took so many nanoseconds. */
  public void record(long took) {
    int n = 0;
    while (n < BOUNDS.size() && took > BOUNDS.get(n) * 1e9) {
      n++;
    }
    buckets.get(n).increment();
    nanos.add(took);
  }

  /**
   * What it has counted.
   *
   * @param bounds in seconds
   * @param counts how many took no longer than each bound
   * @param count how many in all
   * @param seconds all together
   */
  record Reading(List<Double> bounds, List<Long> counts, long count, double seconds) {}

  Reading read() {
    List<Long> counts = new ArrayList<>();
    long sum = 0;
    for (LongAdder bucket : buckets) {
      sum += bucket.sum();
      counts.add(sum);
    }
    return new Reading(BOUNDS, counts, sum, nanos.sum() / 1e9);
  }
}

package dev.tidemill.simulator.workload;

import java.util.Arrays;
import java.util.Random;

/**
 * Messages that arrive at a source, the same whatever the pool does.
 *
 * @param name of the workload
 * @param words what it is like
 * @param lengthMs until when they arrive
 * @param atMs when each does, from the beginning, in order
 * @param workMs how long the handler of each takes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Arrivals(String name, String words, long lengthMs, long[] atMs, long[] workMs) {

  private static final long WARM_UP_MS = 60_000;
  private static final long LONG_MS = 5 * WARM_UP_MS;

  /** Those of a Poisson process whose rate has that shape. */
  static Arrivals of(Shape shape, Setting setting) {
    Random random = new Random(setting.seed() * 1_000_003 + shape.number);
    long length = setting.length().toMillis();
    double most = Shape.MOST * setting.meanRate() / 1000;
    long[] at = new long[(int) Math.ceil(2 * most * length) + 100];
    int count = 0;
    double now = Setting.exponential(random) / most;
    while (now < length && count < at.length) {
      if (random.nextDouble() * Shape.MOST < shape.factor((long) now, length)) {
        at[count++] = (long) now;
      }
      now += Setting.exponential(random) / most;
    }
    long[] work = new long[count];
    Arrays.setAll(work, n -> setting.someWork(random));
    return new Arrivals(shape.label(), shape.words(), length, Arrays.copyOf(at, count), work);
  }

  int count() {
    return atMs.length;
  }

  /** From when on they count: in the first minute of a long one pools find their pace. */
  long countedFromMs() {
    return lengthMs < LONG_MS ? 0 : WARM_UP_MS;
  }

  /** How many arrive in each of so many slots of time. */
  int[] perSlot(int slots) {
    int[] counts = new int[slots];
    for (long at : atMs) {
      counts[(int) (at * slots / lengthMs)]++;
    }
    return counts;
  }
}

package dev.tidemill.simulator.workload;

import java.util.Arrays;
import java.util.List;
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
record Arrivals(String name, String words, long lengthMs, long[] atMs, long[] workMs) {

  /** Those of a Poisson process whose rate has that shape. */
  static Arrivals of(Shape shape, Setting setting) {
    Random random = new Random(setting.seed() * 1_000_003 + shape.ordinal());
    long length = setting.length().toMillis();
    double most = Shape.MOST * setting.meanRate() / 1000;
    long[] at = new long[(int) Math.ceil(2 * most * length) + 100];
    int count = 0;
    double now = 0;
    while ((now += exponential(random) / most) < length && count < at.length) {
      if (random.nextDouble() * Shape.MOST < shape.factor((long) now, length)) {
        at[count++] = (long) now;
      }
    }
    long[] work = new long[count];
    for (int n = 0; n < count; n++) {
      work[n] = work(setting, random);
    }
    return new Arrivals(shape.label(), shape.words(), length, Arrays.copyOf(at, count), work);
  }

  private static long work(Setting setting, Random random) {
    long mean = setting.work().toMillis();
    return setting.spread() ? Math.round(mean * exponential(random)) : mean;
  }

  private static double exponential(Random random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  int count() {
    return atMs.length;
  }
}

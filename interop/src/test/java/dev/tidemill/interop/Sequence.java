package dev.tidemill.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The steps of one random sequence, each as the seed that it is drawn from: so a sequence that
 * lacks some of its steps is one too.
 *
 * @param terms the seed of what holds for all of it
 * @param steps the seeds of the steps
 */
record Sequence(long terms, List<Long> steps) {

  /** One of 30 to 100 steps. */
  static Sequence of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long terms = random.nextInt();
    List<Long> steps = new ArrayList<>();
    for (int n = random.nextInt(30, 101); n > 0; n--) {
      steps.add((long) random.nextInt());
    }
    return new Sequence(terms, steps);
  }

  /** The same without so many steps from that one on. */
  Sequence without(int from, int count) {
    List<Long> left = new ArrayList<>(steps);
    left.subList(from, Math.min(from + count, left.size())).clear();
    return new Sequence(terms, left);
  }

  /** As it is written to be kept in a test. */
  @Override
  public String toString() {
    return terms + ": " + steps;
  }
}

package dev.tidemill.simulator.workload;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/**
 * What is simulated, whatever the policy and the workload.
 *
 * @param workers how many there are, 2 or more
 * @param nodes over how many machines they are dealt, 1 or more
 * @param length for how long messages arrive
 * @param rate how many arrive a second, in the mean; 0 for 0.65 of what all workers can do
 * @param push how long it takes to take a message off the source and push it
 * @param work how long its handler takes, in the mean
 * @param spread whether the handler's time is exponentially distributed or always the same
 * @param silent whether the source cannot tell how many messages wait there
 * @param targetWait how long a message is to wait at most under the policy that goes by it
 * @param seed of all that is left to chance
 */
public record Setting(
    int workers,
    int nodes,
    Duration length,
    double rate,
    Duration push,
    Duration work,
    boolean spread,
    boolean silent,
    Duration targetWait,
    long seed) {

  /** The share of what all workers can do that arrives unless told otherwise. */
  private static final double USUAL_LOAD = 0.65;

  /** The time that the handler of some message takes, in milliseconds. */
  long someWork(Random random) {
    long mean = work.toMillis();
    return spread ? Math.round(mean * exponential(random)) : mean;
  }

  /** A number with mean 1; computed alike on every machine. */
  static double exponential(Random random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  /** How many messages a second all workers can push and handle, if none ever idled. */
  double capacity() {
    return 1000.0 * workers / (push.toMillis() + work.toMillis());
  }

  /** How many messages arrive a second, in the mean. */
  public double meanRate() {
    return rate > 0 ? rate : USUAL_LOAD * capacity();
  }

  /** All of it in one line but what the workload says itself. */
  String words() {
    return String.format(
        Locale.ROOT,
        "%d workers on %d node%s, %d ms to push, %d ms %sto handle, %starget wait %d ms, seed %d",
        workers,
        nodes,
        nodes == 1 ? "" : "s",
        push.toMillis(),
        work.toMillis(),
        spread ? "in the mean " : "",
        silent ? "a source that cannot tell what waits there, " : "",
        targetWait.toMillis(),
        seed);
  }
}

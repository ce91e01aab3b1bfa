package dev.tidemill.worker;

/**
 * How many jobs a call carries, so that Redis always has the next one.
 *
 * <p>A job goes through four places: with its handler, in a call that waits for Redis, in one that
 * Redis works on, and among the hashes that are read after it. With a quarter of the jobs in each
 * none is ever empty. Redis tells nothing of a call before it has read all that has come meanwhile,
 * which is why two parts, or three, end up in step and leave it idle.
 */
final class Share {

  private static final int PLACES = 4;
  private static final int WORTH_SPLITTING = 8;
  private static final int LEAST = 12; // what a call costs by itself is too dear for fewer

  private Share() {}

  /** Of so many jobs, at least one. */
  static int of(int jobs) {
    if (jobs < WORTH_SPLITTING) {
      return Math.max(1, jobs);
    }
    return Math.max(part(jobs, PLACES), Math.min(part(jobs, 2), LEAST));
  }

  private static int part(int jobs, int parts) {
    return (jobs + parts - 1) / parts;
  }
}

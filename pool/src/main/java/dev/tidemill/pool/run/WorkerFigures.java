package dev.tidemill.pool.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of itself.
 *
 * @param id its identity
 * @param role its label
 * @param doing in lower case
 * @param rests whether it was told to
 * @param job that it handles, or null
 * @param progress of that job in percent, or null when it has told none
 * @param done what it has done so far
 */
public record WorkerFigures(
    String id,
    String role,
    String doing,
    boolean rests,
    @Nullable String job,
    @Nullable Integer progress,
    Done done) {

  /** Counts. */
  public record Done(long pushed, long pulled, long failed, long turns) {}

  /** Those of a worker of this node. */
  public static WorkerFigures of(PoolWorker worker) {
    Tally tally = worker.tally();
    String job = worker.inHand().job();
    return new WorkerFigures(
        worker.id(),
        worker.role().label(),
        worker.doing().name().toLowerCase(Locale.ROOT),
        worker.rests(),
        job,
        job == null ? null : worker.inHand().progressOf(job),
        new Done(tally.pushed(), tally.pulled(), tally.failed(), tally.turns()));
  }
}

package dev.tidemill.pool;

import dev.tidemill.pool.run.PoolWorker;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One worker at one moment.
 *
 * @param id its identity, {@code w01}; it stays when the role changes
 * @param role "Pusher" or "Puller"
 * @param doing {@code pushing}, {@code waiting}, {@code handling} or {@code resting}
 * @param rests whether it was told to rest
 * @param job the id of the job that it handles at this instant, or null
 * @param pushed how many messages it has pushed
 * @param pulled how many it has handled, well or not
 * @param failed how many of those its handler failed
 * @param turns how often it has changed its role
 */
public record WorkerView(
    String id,
    String role,
    String doing,
    boolean rests,
    @Nullable String job,
    long pushed,
    long pulled,
    long failed,
    long turns) {

  static WorkerView of(PoolWorker worker) {
    return new WorkerView(
        worker.id(),
        worker.role().label(),
        worker.doing().name().toLowerCase(Locale.ROOT),
        worker.rests(),
        worker.job(),
        worker.tally().pushed(),
        worker.tally().pulled(),
        worker.tally().failed(),
        worker.tally().turns());
  }
}

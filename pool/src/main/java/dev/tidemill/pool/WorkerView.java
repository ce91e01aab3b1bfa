package dev.tidemill.pool;

import dev.tidemill.pool.run.PoolWorker;
import java.util.Locale;

/**
 * One worker at one moment.
 *
 * @param id its identity, {@code w01}; it stays when the role changes
 * @param role "Pusher" or "Puller"
 * @param doing {@code pushing}, {@code waiting}, {@code handling} or {@code resting}
 * @param pushed how many messages it has pushed
 * @param pulled how many it has handled, well or not
 * @param failed how many of those its handler failed
 * @param turns how often it has changed its role
 */
public record WorkerView(
    String id, String role, String doing, long pushed, long pulled, long failed, long turns) {

  static WorkerView of(PoolWorker worker) {
    return new WorkerView(
        worker.id(),
        worker.role().label(),
        worker.doing().name().toLowerCase(Locale.ROOT),
        worker.tally().pushed(),
        worker.tally().pulled(),
        worker.tally().failed(),
        worker.tally().turns());
  }
}

package dev.tidemill.pool;

import dev.tidemill.pool.run.PoolWorker;
import dev.tidemill.pool.run.WorkerFigures;
import org.jspecify.annotations.Nullable;

/**
 * One worker at one moment.
 *
 * @param id its identity, {@code w01}; it stays when the role changes
 * @param role "Pusher" or "Puller"
 * @param doing {@code pushing}, {@code waiting}, {@code handling} or {@code resting}; {@code held}
 *     when it may not push, for too many messages wait in the queue
 * @param rests whether it was told to rest
 * @param job the id of the job that it handles at this instant, or null
 * @param progress of that job in percent; null when it has told none, or none that is a number
 * @param pushed how many messages it has pushed
 * @param pulled how many it has handled, well or not
 * @param failed how many of those its handler failed
 * @param turns how often it has changed its role
 * @param thread what its thread is called; null for a worker of another process
 */
public record WorkerView(
    String id,
    String role,
    String doing,
    boolean rests,
    @Nullable String job,
    @Nullable Integer progress,
    long pushed,
    long pulled,
    long failed,
    long turns,
    @Nullable String thread) {

  static WorkerView of(PoolWorker worker) {
    return of(WorkerFigures.of(worker), worker.thread());
  }

  static WorkerView of(WorkerFigures worker, @Nullable String thread) {
    return new WorkerView(
        worker.id(),
        worker.role(),
        worker.doing(),
        worker.rests(),
        worker.job(),
        worker.progress(),
        worker.done().pushed(),
        worker.done().pulled(),
        worker.done().failed(),
        worker.done().turns(),
        thread);
  }
}

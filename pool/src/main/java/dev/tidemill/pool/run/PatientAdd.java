package dev.tidemill.pool.run;

import dev.tidemill.job.NewJob;
import dev.tidemill.loop.Waiter;
import dev.tidemill.queue.Added;
import dev.tidemill.queue.Advance;
import dev.tidemill.queue.Fenced;
import dev.tidemill.queue.LedgerSession;
import dev.tidemill.redis.CommandRejected;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds under the ledger, again and again until Redis takes it. A refusal has stored nothing: memory
 * may be full, a replica may have to take over.
 *
 * <p><b>Threading:</b> one add at a time; closed from any.
 */
final class PatientAdd implements AutoCloseable {

  private static final Duration AFTER_REFUSAL = Duration.ofMillis(500);

  private final Admission admission;
  private final Consumer<CommandRejected> refused;
  private final Waiter closing = new Waiter();
  private volatile boolean closed;

  /** Tells {@code refused} each time that Redis does not take it. */
  PatientAdd(Admission admission, Consumer<CommandRejected> refused) {
    this.admission = admission;
    this.refused = refused;
  }

  /**
   * Adds, and moves a source's place when one is given.
   *
   * @throws dev.tidemill.queue.SourceMoved when the source stands elsewhere
   * @throws SourceElsewhere when this node was taken for dead and another may read the source
   * @throws dev.tidemill.queue.Fenced when another process is this node
   * @throws CommandRejected when Redis refuses and this is closed
   */
  Added add(List<NewJob> jobs, @Nullable Advance advance) {
    while (true) {
      try {
        LedgerSession session = admission.session();
        return advance == null ? session.add(jobs) : session.add(jobs, advance);
      } catch (Fenced e) {
        admission.renew(e, advance != null);
      } catch (CommandRejected e) {
        if (closed) {
          throw e;
        }
        refused.accept(e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      closing.await(AFTER_REFUSAL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends an add that waits for Redis. */
  @Override
  public void close() {
    closed = true;
    closing.wake();
    admission.close();
  }
}

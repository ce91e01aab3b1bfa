package dev.tidemill.pool.run;

import dev.tidemill.job.Outcome;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What a worker has done so far, in every role.
 *
 * <p><b>Threading:</b> the worker counts, anybody reads.
 */
public final class Tally {

  final AtomicLong pushed = new AtomicLong();
  final AtomicLong pulled = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();
  private final AtomicLong turnSince = new AtomicLong(); // 0 when none is under way
  private final LongConsumer turned;

  Tally(LongConsumer turned) {
    this.turned = turned;
  }

  /** Counts a turn that was decided on. */
  void toldToTurn() {
    turns.incrementAndGet();
    turnSince.set(System.nanoTime() | 1); // never 0
  }

  /** Hears that it looks for work of the role that it has now. */
  void looksForWork() {
    long since = turnSince.get();
    if (since != 0 && turnSince.compareAndSet(since, 0)) {
      turned.accept(System.nanoTime() - since);
    }
  }

  /** Counts a message that it has handled. */
  void count(Outcome outcome) {
    pulled.incrementAndGet();
    if (outcome instanceof Outcome.Failed) {
      failed.incrementAndGet();
    }
  }

  /** How many messages it has pushed. */
  public long pushed() {
    return pushed.get();
  }

  /** How many it has handled, well or not. */
  public long pulled() {
    return pulled.get();
  }

  /** How many of those its handler failed. */
  public long failed() {
    return failed.get();
  }

  /** How often it has changed its role. */
  public long turns() {
    return turns.get();
  }
}

package dev.tidemill.loop;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The place in a {@link Batcher} of a caller that waits until it is served or has to serve.
 *
 * <p><b>Threading:</b> made and awaited by its caller, moved on by whoever leads.
 */
final class Caller<I, O> implements Ticket<I, O> {

  private enum Stage {
    WAITS,
    LEADS,
    SERVED
  }

  private final I input;
  private final @Nullable Runnable deputy;
  private final Thread owner = Thread.currentThread();
  private @Nullable O output; // published by stage
  private @Nullable Throwable failure; // published by stage
  private volatile Stage stage = Stage.WAITS;

  /** A caller that leads by itself, or has the deputy do it. */
  Caller(I input, @Nullable Runnable deputy) {
    this.input = input;
    this.deputy = deputy;
  }

  @Override
  public I input() {
    return input;
  }

  /** Waits; true when this caller has to lead the next batch, false when it has been served. */
  boolean awaitTurn() {
    boolean interrupted = false;
    while (stage == Stage.WAITS) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      // What was handed over cannot be taken back: the interruption is kept for the caller's next
      // wait.
      owner.interrupt();
    }
    return stage == Stage.LEADS;
  }

  @Override
  public void lead() {
    if (deputy != null) {
      deputy.run();
      return;
    }
    stage = Stage.LEADS;
    if (Thread.currentThread() != owner) {
      LockSupport.unpark(owner);
    }
  }

  @Override
  public void finish(@Nullable O result, @Nullable Throwable thrown) {
    output = result;
    failure = thrown;
    stage = Stage.SERVED;
    if (Thread.currentThread() != owner) {
      LockSupport.unpark(owner);
    }
  }

  @SuppressWarnings("NullAway") // an output that is null is what the batch answered
  O result() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return output;
  }
}

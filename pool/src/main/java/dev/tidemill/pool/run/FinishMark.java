package dev.tidemill.pool.run;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Marks the source as finished on a thread of its own: Redis may let that wait for as long as it is
 * away, and whoever waits for the end wants to hear of other things meanwhile.
 *
 * <p><b>Threading:</b> any thread; one mark at a time.
 */
final class FinishMark {

  private final BooleanSupplier mark;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable FutureTask<Boolean> underWay; // guarded by lock

  /** Has nothing marked yet; {@code mark} answers whether it is finished. */
  FinishMark(BooleanSupplier mark) {
    this.mark = mark;
  }

  /** Whether it is marked, for which it waits so long at most; what marking throws is thrown. */
  boolean isMade(Duration atMost) throws InterruptedException {
    FutureTask<Boolean> task = task();
    try {
      boolean made = task.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      forget(task);
      return made;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      forget(task);
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private FutureTask<Boolean> task() {
    lock.lock();
    try {
      FutureTask<Boolean> task = underWay;
      if (task == null) {
        task = new FutureTask<>(mark::getAsBoolean);
        underWay = task;
        Thread.ofPlatform().daemon().name("tidemill-finish").start(task);
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  private void forget(FutureTask<Boolean> task) {
    lock.lock();
    try {
      if (task.equals(underWay)) {
        underWay = null;
      }
    } finally {
      lock.unlock();
    }
  }
}

package dev.tidemill.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A place to wait that loses no wake-up: one that comes before the wait makes that wait return at
 * once.
 *
 * <p><b>Threading:</b> any thread wakes; one thread waits at a time.
 */
public final class Waiter {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean pending; // guarded by lock

  /** Waits until woken or until the time is up; true when woken. */
  public boolean await(Duration atMost) throws InterruptedException {
    long left = Math.max(0, TimeUnit.NANOSECONDS.convert(atMost));
    lock.lockInterruptibly();
    try {
      while (!pending && left > 0) {
        left = woken.awaitNanos(left);
      }
      boolean was = pending;
      pending = false;
      return was;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until woken. */
  public void await() throws InterruptedException {
    await(Duration.ofNanos(TimeUnit.DAYS.toNanos(365)));
  }

  /** Ends the wait that is under way, or else the next one. */
  public void wake() {
    lock.lock();
    try {
      pending = true;
      woken.signal();
    } finally {
      lock.unlock();
    }
  }
}

package dev.tidemill.pool.run;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Marks where a worker runs code that is not ours, so that an interruption meets that code and
 * never a call to Redis.
 *
 * <p><b>Threading:</b> one thread at a time goes on an errand, any may call it back.
 */
final class Errand {

  /** What is done on an errand. */
  interface Work<R extends @Nullable Object, E extends Exception> {
    R run() throws InterruptedException, E;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread away; // guarded by lock

  /** Runs the work; an interruption ends with it. */
  <R extends @Nullable Object, E extends Exception> R run(Work<R, E> work)
      throws InterruptedException, E {
    leave(Thread.currentThread());
    try {
      return work.run();
    } finally {
      leave(null);
    }
  }

  private void leave(@Nullable Thread thread) {
    lock.lock();
    try {
      away = thread;
      if (thread == null) {
        Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the work that is under way, if any. */
  void callBack() {
    lock.lock();
    try {
      if (away != null) {
        away.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}

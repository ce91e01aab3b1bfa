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
  private boolean called; // guarded by lock

  /** The worker is about to look at what it is to do, so it knows why it was called so far. */
  void looks() {
    lock.lock();
    try {
      called = false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs the work; an interruption ends with it.
   *
   * @throws InterruptedException also when it was called back since it looked last
   */
  <R extends @Nullable Object, E extends Exception> R run(Work<R, E> work)
      throws InterruptedException, E {
    leave();
    try {
      return work.run();
    } finally {
      comeBack();
    }
  }

  private void leave() throws InterruptedException {
    lock.lock();
    try {
      if (called) {
        throw new InterruptedException("called back before it went");
      }
      away = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  private void comeBack() {
    lock.lock();
    try {
      away = null;
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the work that is under way, or keeps that from beginning that comes next. */
  void callBack() {
    lock.lock();
    try {
      called = true;
      if (away != null) {
        away.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }
}

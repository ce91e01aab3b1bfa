package dev.tidemill.embedded;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A short wait between two looks at another process, which cannot wake us. */
final class Pause {

  private Pause() {}

  /** Waits about that long, or not at all when the thread is interrupted. */
  static void millis(int millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}

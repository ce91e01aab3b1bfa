package dev.tidemill.server.sse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Does something each second, on a platform thread of its own, whatever that something throws. */
final class Metronome implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Metronome.class.getName());
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongConsumer beat;
  private final CountDownLatch closed = new CountDownLatch(1);

  Metronome(LongConsumer beat) {
    this.beat = beat;
  }

  void start() {
    Thread.ofPlatform().daemon().name("tidemill-sse-second").start(this::keepBeating);
  }

  private void keepBeating() {
    long start = System.nanoTime();
    try {
      for (long n = 1; !closed.await(until(start + n * SECOND), TimeUnit.NANOSECONDS); n++) {
        beatOnce(n);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but who wants it to end.
    }
  }

  private static long until(long due) {
    return Math.max(0, due - System.nanoTime());
  }

  private void beatOnce(long seconds) {
    try {
      beat.accept(seconds);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The stream has missed a second", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

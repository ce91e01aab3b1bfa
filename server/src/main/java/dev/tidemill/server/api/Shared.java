package dev.tidemill.server.api;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Redis is asked once a second for all who want to know it, so that many cost no more than
 * one. What was done through this server shows in the next answer all the same.
 *
 * <p><b>Threading:</b> any thread; one asks, others that want the same wait for it.
 */
public final class Shared<T> {

  private static final long FRESH = Duration.ofSeconds(1).toNanos();
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
  private static final long NOBODY = Long.MIN_VALUE;

  private final Deeds deeds;
  private final Supplier<T> source;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Told<T> last;
  private volatile long since = NOBODY; // when whoever asks began, on the nanosecond clock

  private record Told<T>(T value, long at, long deeds) {}

  /**
   * Not asked yet.
   *
   * @param deeds after each of which it is asked anew
   * @param source asks
   */
  public Shared(Deeds deeds, Supplier<T> source) {
    this.deeds = deeds;
    this.source = source;
  }

  /**
   * What is known, or is now learnt; throws what the source throws.
   *
   * @throws Refused when somebody else has asked for long and is not answered
   */
  public T get() {
    Told<T> known = last;
    if (known != null && isFresh(known)) {
      return known.value();
    }
    take();
    try {
      Told<T> meanwhile = last;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.value();
      }
      long at = System.nanoTime();
      since = at;
      long before = deeds.soFar();
      T value = source.get();
      last = new Told<>(value, at, before);
      return value;
    } finally {
      since = NOBODY;
      asking.unlock();
    }
  }

  /** A Redis that stands still is not to take the threads of all who ask. */
  private void take() {
    long began = since;
    long waited = began == NOBODY ? 0 : System.nanoTime() - began;
    try {
      if (asking.tryLock(Math.max(0, PATIENCE - waited), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Refused(
        ProblemCode.REDIS_UNAVAILABLE, "Redis has not answered those who asked before");
  }

  private boolean isFresh(Told<T> told) {
    return told.deeds() == deeds.soFar() && System.nanoTime() - told.at() < FRESH;
  }
}

package dev.tidemill.server.api;

import java.time.Duration;
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

  private final Deeds deeds;
  private final Supplier<T> source;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Told<T> last;

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

  /** What is known, or is now learnt; throws what the source throws. */
  public T get() {
    Told<T> known = last;
    if (known != null && isFresh(known)) {
      return known.value();
    }
    asking.lock();
    try {
      Told<T> meanwhile = last;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.value();
      }
      long at = System.nanoTime();
      long before = deeds.soFar();
      T value = source.get();
      last = new Told<>(value, at, before);
      return value;
    } finally {
      asking.unlock();
    }
  }

  private boolean isFresh(Told<T> told) {
    return told.deeds() == deeds.soFar() && System.nanoTime() - told.at() < FRESH;
  }
}

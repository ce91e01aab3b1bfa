package dev.tidemill.server.api.queue;

import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes its time and is done for all who ask: it begins when somebody asks and the
 * last has been a while ago, so that nobody's question costs nothing and many cost no more than
 * one.
 *
 * <p><b>Threading:</b> any thread; it has a thread of its own while it is run.
 */
final class SharedWork implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(120);

  private final String name;
  private final Pause pause;
  private final BooleanSupplier work;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile CountDownLatch awaited = new CountDownLatch(1); // by those who know nothing new
  private volatile boolean closed;
  private volatile @Nullable RedisException failure; // of the last run
  private boolean running; // under lock
  private long restUntil = System.nanoTime(); // under lock

  /**
   * How long it rests.
   *
   * @param shortest at least so long
   * @param forWork how many times as long as it ran, at least
   */
  record Pause(Duration shortest, int forWork) {

    private long after(long worked) {
      return Math.max(shortest.toNanos(), worked * forWork);
    }
  }

  /**
   * Not begun yet.
   *
   * @param name of its thread
   * @param work answers whether it came to its end
   */
  SharedWork(String name, Pause pause, BooleanSupplier work) {
    this.name = name;
    this.pause = pause;
    this.work = work;
  }

  /**
   * Has it run if it is time to, and waits a moment for the end of the first, or of the first after
   * a time in which nobody asked.
   */
  void ask() {
    begin();
    CountDownLatch end = awaited;
    if (end.getCount() > 0) {
      try {
        @SuppressWarnings("unused") // what is known by then is told either way
        boolean ended = end.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void begin() {
    lock.lock();
    try {
      long rested = System.nanoTime() - restUntil;
      if (!running && !closed && rested >= 0) {
        running = true;
        if (rested > pause.shortest().toNanos() && awaited.getCount() == 0) {
          awaited = new CountDownLatch(1);
        }
        Thread.ofPlatform().daemon().name(name).start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long began = System.nanoTime();
    try {
      boolean ended = work.getAsBoolean();
      failure = null;
      if (ended) {
        awaited.countDown();
      }
    } catch (RedisException e) {
      failure = e; // what was known stays
    } finally {
      rest(System.nanoTime() - began);
    }
  }

  private void rest(long worked) {
    lock.lock();
    try {
      running = false;
      restUntil = System.nanoTime() + pause.after(worked);
    } finally {
      lock.unlock();
    }
  }

  /** Why the last run did not come to its end, or null. */
  @Nullable RedisException failure() {
    return failure;
  }

  boolean isClosed() {
    return closed;
  }

  /** It begins no more; what runs looks at {@link #isClosed()}. */
  @Override
  public void close() {
    closed = true;
  }
}

package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which queues there are. They are found by walking through all keys, a few at a time; a walk
 * begins when somebody asks and the last is old, so that nobody's question costs nothing.
 *
 * <p><b>Threading:</b> any thread; a walk has a thread of its own.
 */
final class Census implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(120);
  private static final long SHORTEST_REST = Duration.ofSeconds(5).toNanos();
  private static final int REST_FOR_WORK = 20; // a walk takes up to a twentieth of the time

  private final QueueDirectory directory;
  private final Entry own;
  private final ReentrantLock lock = new ReentrantLock();
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile Found found;
  private volatile boolean closed;
  private boolean walking; // under lock
  private long restUntil = System.nanoTime(); // under lock

  /**
   * What is known.
   *
   * @param queues in order
   * @param complete whether all keys have been looked through
   */
  record Found(List<Entry> queues, boolean complete) {}

  Census(QueueDirectory directory, Entry own) {
    this.directory = directory;
    this.own = own;
    this.found = new Found(List.of(own), false);
  }

  /** The order in which queues are told: those of our own prefix first. */
  Comparator<Entry> order() {
    return Comparator.comparing((Entry queue) -> !queue.prefix().equals(own.prefix()))
        .thenComparing(Entry::prefix)
        .thenComparing(Entry::name);
  }

  /** What is known now; waits a moment for the first walk. */
  Found found() {
    begin();
    if (!found.complete()) {
      try {
        @SuppressWarnings("unused") // what is known by then is told either way
        boolean ended = first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return found;
  }

  private void begin() {
    lock.lock();
    try {
      if (!walking && !closed && System.nanoTime() - restUntil >= 0) {
        walking = true;
        Thread.ofPlatform().daemon().name("tidemill-census").start(this::walk);
      }
    } finally {
      lock.unlock();
    }
  }

  private void walk() {
    long began = System.nanoTime();
    try {
      walkThrough();
    } catch (RedisException e) {
      // What was known stays; whoever asks Redis himself is told.
    } finally {
      rest(System.nanoTime() - began);
    }
  }

  private void walkThrough() {
    Set<Entry> seen = new TreeSet<>(order());
    seen.add(own);
    String cursor = "0";
    do {
      QueueDirectory.Step step = directory.scan(cursor);
      seen.addAll(step.found());
      cursor = step.next();
      if (!found.complete()) {
        found = new Found(List.copyOf(seen), false);
      }
    } while (!cursor.equals("0") && !closed);
    found = new Found(List.copyOf(seen), true);
    first.countDown();
  }

  private void rest(long took) {
    lock.lock();
    try {
      walking = false;
      restUntil = System.nanoTime() + Math.max(SHORTEST_REST, took * REST_FOR_WORK);
    } finally {
      lock.unlock();
    }
  }

  /** A queue of that name, the first in order; null when none is known. */
  @Nullable Entry named(String name) {
    return found().queues().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Ends a walk. */
  @Override
  public void close() {
    closed = true;
  }
}

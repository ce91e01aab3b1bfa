package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which queues there are. They are found by walking through all keys, a few at a time; a walk
 * begins when somebody asks and the last is old, so that nobody's question costs nothing.
 *
 * <p><b>Threading:</b> any thread; a walk has a thread of its own.
 */
final class Census implements AutoCloseable {

  /** A walk takes up to a tenth of the time. */
  private static final SharedWork.Pause PAUSE = new SharedWork.Pause(Duration.ofSeconds(2), 9);

  private final QueueDirectory directory;
  private final Entry own;
  private final Set<Entry> worked;
  private final SharedWork walking = new SharedWork("tidemill-census", PAUSE, this::walk);
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Entry> heard = new HashSet<>(); // under lock: since the last walk began
  private volatile Found found; // written under lock

  /**
   * What is known.
   *
   * @param queues in order
   * @param complete whether all keys have been looked through
   */
  record Found(List<Entry> queues, boolean complete) {}

  /**
   * Nothing is asked yet.
   *
   * @param own under whose prefix those are that are told first
   * @param worked whether a pool works on that one, so that it is told before it has anything
   */
  Census(QueueDirectory directory, Entry own, boolean worked) {
    this.directory = directory;
    this.own = own;
    this.worked = worked ? Set.of(own) : Set.of();
    this.found = new Found(List.copyOf(this.worked), false);
  }

  /** The order in which queues are told: those of our own prefix first. */
  Comparator<Entry> order() {
    return Comparator.comparing((Entry queue) -> !queue.prefix().equals(own.prefix()))
        .thenComparing(Entry::prefix)
        .thenComparing(Entry::name);
  }

  /** What is known now; waits a moment for the first walk. */
  Found found() {
    walking.ask();
    return found;
  }

  /**
   * The same for those who ask for all.
   *
   * @throws RedisException when not all are known because Redis did not answer
   */
  Found all() {
    Found known = found();
    RedisException failure = walking.failure();
    if (failure != null && !known.complete()) {
      throw failure;
    }
    return known;
  }

  /** Whether our pool works on a queue. */
  boolean isWorked(Entry queue) {
    return worked.contains(queue);
  }

  /** Whether a queue is known now. */
  boolean knows(Entry queue) {
    return found.queues().contains(queue);
  }

  /** Tells of a queue that is there: it is known at once and not only after the next walk. */
  void hear(Entry queue) {
    if (knows(queue)) {
      return;
    }
    lock.lock();
    try {
      heard.add(queue);
      found = new Found(withHeard(found.queues()), found.complete());
    } finally {
      lock.unlock();
    }
  }

  private List<Entry> withHeard(Collection<Entry> walked) {
    Set<Entry> all = new TreeSet<>(order());
    all.addAll(walked);
    all.addAll(heard);
    return List.copyOf(all);
  }

  private boolean walk() {
    Set<Entry> before = heardUntilNow();
    Set<Entry> seen = new TreeSet<>(order());
    seen.addAll(worked);
    String cursor = "0";
    do {
      QueueDirectory.Step step = directory.scan(cursor);
      seen.addAll(step.found());
      cursor = step.next();
      if (!found.complete()) {
        tell(seen, Set.of(), false);
      }
    } while (!cursor.equals("0") && !walking.isClosed());
    tell(seen, before, true);
    return true;
  }

  private Set<Entry> heardUntilNow() {
    lock.lock();
    try {
      return Set.copyOf(heard);
    } finally {
      lock.unlock();
    }
  }

  /** What was heard before a walk began is found by it, or is gone. */
  private void tell(Set<Entry> seen, Set<Entry> settled, boolean complete) {
    lock.lock();
    try {
      heard.removeAll(settled);
      found = new Found(withHeard(seen), complete);
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
    walking.close();
  }
}

package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which queues there are. They are found by walking through all keys, a few at a time; a walk
 * begins when somebody asks and the last is old, so that nobody's question costs nothing.
 *
 * <p><b>Threading:</b> any thread; a walk has a thread of its own.
 */
final class Census implements AutoCloseable {

  /** A walk takes up to a twentieth of the time. */
  private static final Errand.Pause PAUSE = new Errand.Pause(Duration.ofSeconds(5), 20);

  private final QueueDirectory directory;
  private final Entry own;
  private final Errand walking = new Errand("tidemill-census", PAUSE, this::walk);
  private volatile Found found;

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
    walking.ask();
    return found;
  }

  private boolean walk() {
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
    } while (!cursor.equals("0") && !walking.isClosed());
    found = new Found(List.copyOf(seen), true);
    return true;
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

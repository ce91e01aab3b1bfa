package dev.tidemill.server.api.queue;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Deeds;
import dev.tidemill.server.api.Shared;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * What is asked of Redis about a queue, shared by all who ask within a second; kept for those
 * queues that were asked for last.
 *
 * <p><b>Threading:</b> any thread.
 */
final class PerQueue<T> {

  private static final int MOST = 1_000;

  private final Deeds deeds;
  private final Function<Entry, T> source;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Entry, Shared<T>> known = new LinkedHashMap<>(16, 0.75f, true); // under lock

  PerQueue(Deeds deeds, Function<Entry, T> source) {
    this.deeds = deeds;
    this.source = source;
  }

  T of(Entry queue) {
    return shared(queue).get();
  }

  private Shared<T> shared(Entry queue) {
    lock.lock();
    try {
      Shared<T> shared =
          known.computeIfAbsent(queue, one -> new Shared<>(deeds, () -> source.apply(one)));
      if (known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
      return shared;
    } finally {
      lock.unlock();
    }
  }

  /** It is asked anew the next time. */
  void forget(Entry queue) {
    lock.lock();
    try {
      known.remove(queue);
    } finally {
      lock.unlock();
    }
  }
}

package dev.tidemill.server.sse;

import dev.tidemill.redis.RedisException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Those that have come back and hear what they missed, a page at a time: the next when a connection
 * has taken the last. What is kept of each is the place it has come to, however much it missed.
 *
 * <p><b>Threading:</b> any thread; the pages are given on a platform thread of its own, since Redis
 * may be asked for them.
 */
final class Replay implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Replay.class.getName());
  private static final long PAUSE_MILLIS = 500;

  private final Pages pages;
  private final Map<Viewer, StreamId> seen = new ConcurrentHashMap<>();
  private final BlockingQueue<Viewer> ready = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Where the pages come from. */
  @FunctionalInterface
  interface Pages {

    /** Gives a viewer what came after a place; answers the last of it, or null at the end. */
    @Nullable StreamId give(Viewer viewer, StreamId seen);
  }

  Replay(Pages pages) {
    this.pages = pages;
  }

  void start() {
    Thread.ofPlatform().daemon().name("tidemill-sse-replay").start(this::keepGiving);
  }

  /** A viewer goes on from what it saw last. */
  void begin(Viewer viewer, StreamId last) {
    seen.put(viewer, last);
    if (viewer.over().isDone()) {
      forget(viewer); // it went before it was one of them
    }
    ready.add(viewer);
  }

  /** A viewer has taken all that it was given. */
  void drained(Viewer viewer) {
    ready.add(viewer);
  }

  void forget(Viewer viewer) {
    seen.remove(viewer);
  }

  int size() {
    return seen.size();
  }

  Set<Viewer> viewers() {
    return seen.keySet();
  }

  private void keepGiving() {
    try {
      while (closed.getCount() > 0) {
        Viewer viewer = ready.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        StreamId last = viewer == null ? null : seen.get(viewer);
        if (viewer != null && last != null && !give(viewer, last)) {
          closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
          ready.add(viewer);
        }
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but who wants it to end.
    }
  }

  /** False when it is to be tried again. */
  private boolean give(Viewer viewer, StreamId last) {
    try {
      StreamId now = pages.give(viewer, last);
      if (now == null) {
        forget(viewer);
      } else {
        seen.replace(viewer, now);
      }
      return true;
    } catch (RedisException e) {
      LOG.log(Level.DEBUG, "What was missed cannot be read; will try again", e);
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "What was missed cannot be told", e);
      viewer.end(); // it comes back
      return true;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

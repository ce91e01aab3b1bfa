package dev.tidemill.pool.run;

import dev.tidemill.loop.Waiter;
import dev.tidemill.redis.RedisException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the pushers of this node while too many messages wait in the queue.
 *
 * <p>It shuts when an add answers that the backlog has reached its bound, and opens when three
 * quarters of that or less wait: a quarter is room for a whole call, and so much is left that
 * pullers do not run dry meanwhile. One of those that are held looks for all of them, after 5 ms
 * and then after pauses that double up to half a second: however fast the backlog shrinks, it has
 * lost about half by the look that finds it low enough. While nobody wants to push nobody looks.
 *
 * <p>Each node looks for itself. What its pushers have under way when the bound is reached still
 * comes: one call, or what makes up a quarter of a small bound, and one message for each further
 * pusher. So N nodes pass the bound by no more than N times that.
 *
 * <p><b>Threading:</b> any thread.
 */
final class Backpressure {

  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
  private static final Duration UNTIL_WOKEN = Duration.ofDays(365);

  private final LongSupplier backlog;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Waiter> held = new LinkedHashSet<>(); // guarded by lock
  private @Nullable Waiter looker; // guarded by lock: one of those held
  private volatile long bound;
  private volatile boolean shut;
  private long opensAt; // guarded by lock, as are all that follow
  private long pause;
  private long lookAt;
  private long shutTimes;
  private long underWay;
  private long heldSince;
  private long heldBefore;

  /**
   * Open when the bound is 0, which is none; else it looks before the first push.
   *
   * @param backlog how many messages wait, asked of Redis
   */
  Backpressure(LongSupplier backlog, long bound) {
    this.backlog = backlog;
    bound(bound);
  }

  /** Sets another bound; who is held by the old one looks anew. */
  void bound(long value) {
    if (value == bound) {
      return;
    }
    lock.lock();
    try {
      bound = value;
      shut = value > 0;
      opensAt = value - 1;
      pause = 0;
      lookAt = System.nanoTime();
      shutTimes++;
      held.forEach(Waiter::wake);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a pusher has to wait. */
  boolean isShut() {
    return shut;
  }

  /** Waits until it is open, or the pusher is woken for whatever reason. */
  void await(Waiter pusher) throws InterruptedException {
    enter(pusher);
    try {
      while (shut && !pusher.await(untilLook(pusher))) {
        look();
      }
    } finally {
      leave(pusher);
    }
  }

  private void enter(Waiter pusher) {
    lock.lock();
    try {
      if (held.isEmpty()) {
        heldSince = System.nanoTime();
      }
      held.add(pusher);
      looker = looker == null ? pusher : looker;
    } finally {
      lock.unlock();
    }
  }

  private void leave(Waiter pusher) {
    lock.lock();
    try {
      held.remove(pusher);
      if (looker == pusher) {
        looker = null;
        held.forEach(Waiter::wake); // whoever comes back first looks from now on
      }
      if (held.isEmpty()) {
        heldBefore += System.nanoTime() - heldSince;
      }
    } finally {
      lock.unlock();
    }
  }

  private Duration untilLook(Waiter pusher) {
    lock.lock();
    try {
      return looker == pusher ? Duration.ofNanos(lookAt - System.nanoTime()) : UNTIL_WOKEN;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    long before = shutTimes();
    long waiting = waiting();
    lock.lock();
    try {
      if (waiting <= opensAt && shutTimes == before) {
        shut = false;
        held.forEach(Waiter::wake);
      } else {
        pause = Math.clamp(2 * pause, FIRST_PAUSE, LONGEST_PAUSE);
        lookAt = System.nanoTime() + pause;
      }
    } finally {
      lock.unlock();
    }
  }

  private long shutTimes() {
    lock.lock();
    try {
      return shutTimes;
    } finally {
      lock.unlock();
    }
  }

  /** A Redis that is away is asked again as one whose backlog is long. */
  private long waiting() {
    try {
      return backlog.getAsLong();
    } catch (RedisException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Hears how many messages wait after an add; below 0 when that did not tell. */
  void added(long waiting) {
    if (bound == 0) {
      return;
    }
    lock.lock();
    try {
      if (waiting >= bound || waiting < 0) {
        boolean full = waiting >= 0;
        shut = bound > 0;
        opensAt = bound - 1 - (full ? (bound - 1) / 4 : 0);
        pause = full ? FIRST_PAUSE : 0;
        lookAt = System.nanoTime() + pause;
        shutTimes++;
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many of those a pusher may push now, 0 when it is shut; {@link #pushed} is told after. */
  int take(int wanted) {
    lock.lock();
    try {
      long most = bound == 0 ? wanted : Math.min(PushLine.MOST, bound / 4) - underWay;
      int taken = shut ? 0 : Math.clamp(most, 1, wanted);
      underWay += taken;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Hears that what was taken is under way no more, pushed or not. */
  void pushed(int taken) {
    lock.lock();
    try {
      underWay -= taken;
    } finally {
      lock.unlock();
    }
  }

  /** For how long pushers were held in all. */
  Duration heldFor() {
    lock.lock();
    try {
      long now = held.isEmpty() ? 0 : System.nanoTime() - heldSince;
      return Duration.ofNanos(heldBefore + now);
    } finally {
      lock.unlock();
    }
  }
}

package dev.tidemill.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where finished jobs and free slots gather until the line to Redis is free.
 *
 * <p><b>Threading:</b> any thread lays down, one takes.
 */
final class Desk {

  /** What one call carries, and how often the desk had been fed by then. */
  record Round(List<Finished> finished, List<Claim> claims, long feeds) {}

  private static final int MOST = 64;
  private static final int MOST_CHARS = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition enough = lock.newCondition();
  private final Deque<Finished> finished = new ArrayDeque<>(); // guarded by lock
  private final Deque<Claim> claims = new ArrayDeque<>(); // guarded by lock
  private int awaited = Integer.MAX_VALUE; // guarded by lock: so many finished jobs are waited for
  private boolean hungry = true; // guarded by lock: there may be something to claim
  private long feeds; // guarded by lock: how often somebody said so
  private boolean claiming = true; // guarded by lock: false once the feed closes
  private boolean nudged; // guarded by lock: the line wants looking after
  private boolean ended; // guarded by lock: the line is gone, nothing will be sent
  private long shutUntil = System.nanoTime(); // guarded by lock: claims stay here for so long

  /** Lays down what a worker has: a finished job, a free slot, or both for the same call. */
  void lay(@Nullable Finished done, @Nullable Claim slot) {
    lay(done, slot, true);
  }

  /** As {@link #lay(Finished, Claim)}, but wakes nobody: whoever calls takes it up itself. */
  void layQuietly(Finished done, Claim slot) {
    lay(done, slot, false);
  }

  private void lay(@Nullable Finished done, @Nullable Claim slot, boolean wakes) {
    Claim refused = null;
    lock.lock();
    try {
      if (done != null) {
        add(done);
      }
      if (slot != null) {
        if (claiming) {
          claims.add(slot);
        } else {
          refused = slot;
        }
      }
      if (wakes && (done != null || hungry)) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
    if (refused != null) {
      refused.answer(null);
    }
  }

  private void add(Finished done) {
    if (ended) {
      done.answer().complete(Settled.UNKNOWN);
      return;
    }
    finished.add(done);
    if (finished.size() >= awaited) {
      enough.signal();
    }
  }

  /** Lays down a slot that is to be answered by one look, whether there is a job or not. */
  void layOnce(Claim slot) {
    slot.once = true;
    boolean shut;
    lock.lock();
    try {
      shut = isShut();
    } finally {
      lock.unlock();
    }
    if (shut) {
      slot.answer(null);
    } else {
      lay(null, slot);
      feed();
    }
  }

  /** Has whoever waits for something to send look after the line, also when there is nothing. */
  void wake() {
    lock.lock();
    try {
      nudged = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes whoever waits for something to send, if there is something. */
  void wakeForWork() {
    lock.lock();
    try {
      if (hasWork()) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to send, or {@link #wake} is called. */
  void awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!hasWork() && !nudged) {
        if (isShut()) {
          changed.awaitNanos(shutUntil - System.nanoTime());
        } else {
          changed.await();
        }
      }
      nudged = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean hasWork() {
    return !finished.isEmpty() || (hungry && !claims.isEmpty() && !isShut());
  }

  /** Takes what there is to send, so many finished jobs at most; null for nothing. */
  @Nullable Round take(int share) {
    lock.lock();
    try {
      return hasWork() ? carry(share) : null;
    } finally {
      lock.unlock();
    }
  }

  /** The same once so many jobs have ended; null when they have not in that time. */
  @Nullable Round takeOnceEnded(int atLeast, int share, Duration within)
      throws InterruptedException {
    long left = within.toNanos();
    lock.lock();
    try {
      awaited = atLeast;
      while (finished.size() < atLeast && left > 0) {
        left = enough.awaitNanos(left);
      }
      return finished.size() >= atLeast ? carry(share) : null;
    } finally {
      awaited = Integer.MAX_VALUE;
      lock.unlock();
    }
  }

  /** Slots that were free before go along with those of the finished jobs. */
  private Round carry(int share) {
    int free = Math.max(0, claims.size() - finished.size());
    int most = Math.min(share, MOST);
    return new Round(takeFinished(most), takeClaims(Math.min(most + free, MOST)), feeds);
  }

  private List<Finished> takeFinished(int most) {
    List<Finished> taken = new ArrayList<>(Math.min(finished.size(), most));
    long chars = 0;
    while (!finished.isEmpty() && taken.size() < most && chars < MOST_CHARS) {
      Finished next = finished.remove();
      chars += Verdict.length(next.outcome());
      taken.add(next);
    }
    return taken;
  }

  private List<Claim> takeClaims(int most) {
    List<Claim> taken = new ArrayList<>(Math.min(claims.size(), most));
    while (!claims.isEmpty() && taken.size() < most && !isShut()) {
      taken.add(claims.remove());
    }
    return taken;
  }

  private boolean isShut() {
    return shutUntil - System.nanoTime() > 0;
  }

  /** Has no claim sent for so long: a handler asked for a rate limit. */
  void shut(Duration by) {
    lock.lock();
    try {
      shutUntil = System.nanoTime() + by.toNanos();
    } finally {
      lock.unlock();
    }
  }

  /** Puts back the claims that a call did not answer, in front of those that came meanwhile. */
  void giveBack(List<Claim> unanswered) {
    List<Claim> gone = new ArrayList<>();
    lock.lock();
    try {
      for (Claim claim : unanswered.reversed()) {
        if (claim.cancelled || claim.once || !claiming) {
          gone.add(claim);
        } else {
          claims.addFirst(claim);
        }
      }
    } finally {
      lock.unlock();
    }
    gone.forEach(claim -> claim.answer(null));
  }

  void cancel(Claim claim) {
    boolean waiting;
    lock.lock();
    try {
      claim.cancelled = true;
      waiting = claims.remove(claim);
    } finally {
      lock.unlock();
    }
    if (waiting) {
      claim.answer(null);
    }
  }

  /** Tells that there may be something to claim; answers whether anybody waits for it. */
  boolean feed() {
    lock.lock();
    try {
      hungry = true;
      feeds++;
      changed.signal();
      return !claims.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Tells that a round left nothing to claim until {@link #feed}, if none came since. */
  void sated(Round round) {
    lock.lock();
    try {
      hungry = feeds != round.feeds();
    } finally {
      lock.unlock();
    }
  }

  /** Answers all claims with nothing, now and from now on. */
  void stopClaiming() {
    List<Claim> waiting;
    lock.lock();
    try {
      claiming = false;
      waiting = List.copyOf(claims);
      claims.clear();
    } finally {
      lock.unlock();
    }
    waiting.forEach(claim -> claim.answer(null));
  }

  /** Ends it: what lies here will not be sent any more. */
  void end() {
    stopClaiming();
    List<Finished> left;
    lock.lock();
    try {
      ended = true;
      left = List.copyOf(finished);
      finished.clear();
    } finally {
      lock.unlock();
    }
    left.forEach(one -> one.answer().complete(Settled.UNKNOWN));
  }
}

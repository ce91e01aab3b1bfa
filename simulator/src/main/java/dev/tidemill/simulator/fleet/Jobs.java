package dev.tidemill.simulator.fleet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The queue in Redis, as far as claims, settles, hand-backs and the sweep move jobs in it. */
final class Jobs {

  /**
   * A claim.
   *
   * @param token of whoever has it
   * @param worker who began it
   * @param lockedUntilMs by the clock of Redis
   */
  private record Lock(String token, String worker, long lockedUntilMs) {}

  private final Deque<String> waiting = new ArrayDeque<>();
  private final Map<String, Lock> active = new LinkedHashMap<>(); // the oldest claim first
  private final Map<String, String> byToken = new HashMap<>();
  private final Set<String> stalled = new HashSet<>();
  private long lastId;
  private long settled;

  /** Stores a message; answers its id. */
  String add() {
    String id = Long.toString(++lastId);
    waiting.addLast(id);
    return id;
  }

  /** Claims the next job; the same one for a token whose lock still stands. */
  @Nullable String claim(String worker, String token, long now, long lockMs) {
    String had = byToken.get(token);
    if (had != null && isLocked(had, now)) {
      return had;
    }
    String id = waiting.pollFirst();
    if (id != null) {
      active.put(id, new Lock(token, worker, now + lockMs));
      byToken.put(token, id);
    }
    return id;
  }

  /** Settles it for whoever holds its lock; false when that is somebody else or nobody. */
  boolean settle(String id, String token, long now) {
    Lock lock = active.get(id);
    if (lock == null || !lock.token().equals(token) || lock.lockedUntilMs() <= now) {
      return false;
    }
    release(id);
    settled++;
    return true;
  }

  private void release(String id) {
    Lock lock = active.remove(id);
    if (lock != null) {
      byToken.remove(lock.token(), id);
    }
    stalled.remove(id);
  }

  /** Ends the locks that have run out; answers the jobs that have none. */
  List<String> expire(long now) {
    active.replaceAll(
        (id, lock) -> lock.lockedUntilMs() > now ? lock : new Lock(lock.token(), lock.worker(), 0));
    return active.keySet().stream().filter(id -> !isLocked(id, now)).toList();
  }

  private boolean isLocked(String id, long now) {
    Lock lock = active.get(id);
    return lock != null && lock.lockedUntilMs() > now;
  }

  /** As {@code handBack.lua}: the newest claim first, so that the old order comes back. */
  List<String> handBack(String owner, String spared, String workers, long now) {
    List<String> back = new ArrayList<>();
    for (String id : List.copyOf(active.keySet()).reversed()) {
      Lock lock = active.get(id);
      if (lock != null && isDead(lock, owner, spared, workers, now)) {
        release(id);
        waiting.addFirst(id);
        back.add(id);
      }
    }
    return back;
  }

  private static boolean isDead(Lock lock, String owner, String spared, String workers, long now) {
    if (lock.lockedUntilMs() > now) {
      return begins(lock.token(), owner) && !begins(lock.token(), spared);
    }
    return begins(lock.worker(), workers);
  }

  private static boolean begins(String text, String stem) {
    return !stem.isEmpty() && text.startsWith(stem);
  }

  /** Hands back what had no lock two sweeps in a row. */
  void sweep(long now) {
    for (String id : stalled.stream().sorted().toList()) {
      Lock lock = active.get(id);
      if (lock != null && lock.lockedUntilMs() <= now) {
        release(id);
        waiting.addFirst(id);
      }
    }
    stalled.clear();
    stalled.addAll(active.keySet());
  }

  /** Those in line, the next first. */
  List<String> waiting() {
    return List.copyOf(waiting);
  }

  /** Those claimed, the oldest claim first. */
  List<String> active() {
    return List.copyOf(active.keySet());
  }

  /** How many there are in all, those settled too. */
  long known() {
    return left() + settled;
  }

  /** How many are not settled. */
  long left() {
    return (long) waiting.size() + active.size();
  }
}

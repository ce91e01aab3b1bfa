package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Role;

/** A worker: what it is to do, what it does, and the lane that it leaves behind. */
final class Hand {

  final String id;
  final Lane lane;
  final Role first;
  private Role role;
  private boolean busy;
  private long turnedAtMs = -1;
  private long shortestStayMs = Long.MAX_VALUE;
  private int turns;

  Hand(String id, Role role, Lane lane) {
    this.id = id;
    this.first = role;
    this.role = role;
    this.lane = lane;
  }

  /** Has it do the other thing from its next message on. */
  void turn(Role to, long nowMs) {
    if (turnedAtMs >= 0) {
      shortestStayMs = Math.min(shortestStayMs, nowMs - turnedAtMs);
    }
    turnedAtMs = nowMs;
    role = to;
    turns++;
  }

  boolean isFree(Role wanted) {
    return !busy && role == wanted;
  }

  /** Is busy from now for that long. */
  void begin(long nowMs, long forMs) {
    busy = true;
    lane.worked(role, nowMs, nowMs + forMs);
  }

  void end() {
    busy = false;
  }

  int turns() {
    return turns;
  }

  /** The least time between two turns; the largest number there is when there were not two. */
  long shortestStayMs() {
    return shortestStayMs;
  }
}

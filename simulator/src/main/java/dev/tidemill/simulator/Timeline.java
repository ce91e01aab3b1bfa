package dev.tidemill.simulator;

import java.util.PriorityQueue;

/**
 * A clock that jumps from one planned event to the next. Events of one instant happen in the order
 * in which they were planned, so that a run is the same each time. For one thread.
 */
public final class Timeline {

  private record Event(long atMs, long number, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final PriorityQueue<Event> planned = new PriorityQueue<>();
  private long nowMs;
  private long lastNumber;

  /** Begins at the given time in milliseconds. */
  public Timeline(long nowMs) {
    this.nowMs = nowMs;
  }

  /** The time of the event that is happening, in milliseconds. */
  public long nowMs() {
    return nowMs;
  }

  /** Has something happen after so many milliseconds; none and fewer mean next. */
  public void after(long ms, Runnable action) {
    planned.add(new Event(nowMs + Math.max(0, ms), ++lastNumber, action));
  }

  /**
   * Lets happen what is planned up to and including the given time, and what that plans in turn;
   * the clock then stands at that time.
   */
  public void runUntil(long endMs) {
    while (!planned.isEmpty() && planned.peek().atMs() <= endMs) {
      step();
    }
    nowMs = Math.max(nowMs, endMs);
  }

  /** Lets the next event happen; false when nothing is planned. */
  public boolean step() {
    Event next = planned.poll();
    if (next == null) {
      return false;
    }
    nowMs = next.atMs();
    next.action().run();
    return true;
  }
}

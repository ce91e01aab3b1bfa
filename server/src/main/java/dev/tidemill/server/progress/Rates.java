package dev.tidemill.server.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The rate over the last few seconds, from counts seen at certain times. */
final class Rates {

  private record Seen(long nanos, long count) {}

  private final long windowNanos;
  private final Deque<Seen> seen = new ArrayDeque<>();

  Rates(Duration window) {
    this.windowNanos = window.toNanos();
  }

  /** Notes a count and tells how many a second there have been lately. */
  double note(long nanos, long count) {
    seen.addLast(new Seen(nanos, count));
    while (seen.size() > 2 && nanos - seen.getFirst().nanos() > windowNanos) {
      seen.removeFirst();
    }
    Seen first = seen.getFirst();
    long passed = nanos - first.nanos();
    return passed <= 0 ? 0 : (count - first.count()) * 1e9 / passed;
  }
}

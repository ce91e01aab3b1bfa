package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Role;

/** How long a worker pushed and pulled in each of some slots of time. */
final class Lane {

  private final long fromMs;
  private final long slotMs;
  private final long[] pushedMs;
  private final long[] pulledMs;

  Lane(long fromMs, long lengthMs, int slots) {
    this.fromMs = fromMs;
    this.slotMs = Math.max(1, lengthMs / slots);
    this.pushedMs = new long[slots];
    this.pulledMs = new long[slots];
  }

  void worked(Role role, long from, long to) {
    long[] into = role == Role.PUSHER ? pushedMs : pulledMs;
    long at = from;
    while (at < to) {
      int slot = (int) ((at - fromMs) / slotMs);
      if (slot >= into.length) {
        return;
      }
      long end = Math.min(to, fromMs + (slot + 1) * slotMs);
      into[slot] += end - at;
      at = end;
    }
  }

  /** What it did most in each slot. */
  String drawn(Signs signs) {
    StringBuilder text = new StringBuilder();
    for (int n = 0; n < pushedMs.length; n++) {
      long idle = slotMs - pushedMs[n] - pulledMs[n];
      boolean pushed = pushedMs[n] >= pulledMs[n];
      boolean idled = idle > Math.max(pushedMs[n], pulledMs[n]);
      text.append(idled ? signs.idle() : pushed ? signs.pushing() : signs.pulling());
    }
    return text.toString();
  }

  long busyMs() {
    long sum = 0;
    for (int n = 0; n < pushedMs.length; n++) {
      sum += pushedMs[n] + pulledMs[n];
    }
    return sum;
  }
}

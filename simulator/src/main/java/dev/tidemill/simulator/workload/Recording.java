package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a simulation has seen of its messages and workers. */
final class Recording {

  static final int SLOTS = 90;

  private final String name;
  private final Arrivals arrivals;
  private final long beginMs;
  private final long[] waitedMs;
  private final List<Hand> hands = new ArrayList<>();
  private long presentMs;

  Recording(String name, Arrivals arrivals, long beginMs) {
    this.name = name;
    this.arrivals = arrivals;
    this.beginMs = beginMs;
    this.waitedMs = new long[arrivals.count()];
  }

  Hand hired(String worker, Role role, long nowMs) {
    Hand hand = new Hand(worker, role, new Lane(beginMs, arrivals.lengthMs(), SLOTS));
    hands.add(hand);
    presentMs += left(nowMs);
    return hand;
  }

  void dismissed(long nowMs) {
    presentMs -= left(nowMs);
  }

  private long left(long nowMs) {
    return Math.max(0, beginMs + arrivals.lengthMs() - nowMs);
  }

  void started(int message, long nowMs) {
    waitedMs[message] = nowMs - beginMs - arrivals.atMs()[message];
  }

  Outcome outcome() {
    long[] sorted = counted();
    Arrays.sort(sorted);
    long busy = hands.stream().mapToLong(hand -> hand.lane.busyMs()).sum();
    int pushers = (int) hands.stream().filter(hand -> hand.first == Role.PUSHER).count();
    int turns = hands.stream().mapToInt(Hand::turns).sum();
    return new Outcome(
        name,
        pushers,
        new Outcome.Waits(rank(sorted, 0.5), rank(sorted, 0.99), rank(sorted, 1)),
        presentMs == 0 ? 0 : (double) busy / presentMs,
        60_000.0 * turns / arrivals.lengthMs(),
        hands.stream().mapToLong(Hand::shortestStayMs).min().orElse(Long.MAX_VALUE),
        new Picture(hands, arrivals.perSlot(SLOTS), longestPerSlot()));
  }

  private long[] counted() {
    int first = 0;
    while (first < waitedMs.length && arrivals.atMs()[first] < arrivals.countedFromMs()) {
      first++;
    }
    return Arrays.copyOfRange(waitedMs, first, waitedMs.length);
  }

  /** The longest wait of those that arrived in each slot, in milliseconds. */
  private long[] longestPerSlot() {
    long[] longest = new long[SLOTS];
    for (int n = 0; n < waitedMs.length; n++) {
      int slot = (int) (arrivals.atMs()[n] * SLOTS / arrivals.lengthMs());
      longest[slot] = Math.max(longest[slot], waitedMs[n]);
    }
    return longest;
  }

  private static long rank(long[] sorted, double share) {
    int at = (int) Math.ceil(share * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(1, at) - 1];
  }
}

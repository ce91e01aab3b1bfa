package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Balance;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Signals;
import dev.tidemill.pool.state.Trend;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A pool on paper: messages come and are handled by chance, and the policy decides. */
final class Plant {

  /** A step that the policy made. */
  record Step(long atMs, boolean towardsPushers) {}

  private static final long TICK_MS = 10;

  private final Random random;
  private final Trend trend = new Trend();
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final List<Long> busyUntil = new ArrayList<>();
  final List<Step> steps = new ArrayList<>();
  PoolState plan;
  double perPusher;
  double workMs;
  double startsPerSecond = Double.POSITIVE_INFINITY;
  int maxBacklog = Integer.MAX_VALUE;
  long now = 1_000_000;
  private double allowance;
  private long pushed;
  private long settled;
  private boolean shut;
  private long heldMs;

  Plant(PoolState plan, long seed) {
    this.plan = plan;
    this.random = new Random(seed * 104729 + 5);
  }

  void run(long forMs) {
    long end = now + forMs;
    while (now < end) {
      now += TICK_MS;
      arrive();
      settle();
      begin();
      if (now % 250 == 0) {
        trend.add(
            new Trend.Look(
                now,
                waiting.size(),
                busyUntil.size(),
                pushed,
                settled,
                plan.pushers(),
                plan.pullers(),
                -1,
                heldMs));
      }
      if (now % 1000 == 0) {
        decide();
      }
    }
  }

  /** Somebody else adds so many at once. */
  void burst(int messages) {
    for (int n = 0; n < messages; n++) {
      waiting.addLast(now);
    }
  }

  private void arrive() {
    shut = waiting.size() >= (shut ? maxBacklog / 4 * 3 : maxBacklog);
    if (shut) {
      heldMs += TICK_MS;
      return;
    }
    double due = perPusher * plan.pushers() * TICK_MS / 1000;
    int count = (int) due + (random.nextDouble() < due - Math.floor(due) ? 1 : 0);
    burst(count);
    pushed += count;
  }

  private void settle() {
    Iterator<Long> jobs = busyUntil.iterator();
    while (jobs.hasNext()) {
      if (jobs.next() <= now) {
        jobs.remove();
        settled++;
      }
    }
  }

  private void begin() {
    allowance = Math.min(startsPerSecond, allowance + startsPerSecond * TICK_MS / 1000);
    while (busyUntil.size() < plan.pullers() && !waiting.isEmpty() && allowance >= 1) {
      waiting.removeFirst();
      busyUntil.add(now + Math.round(workMs * (0.5 + random.nextDouble())));
      allowance--;
    }
  }

  private void decide() {
    Signals signals = trend.signals(oldest(), false);
    if (signals == null) {
      return;
    }
    PoolState next = Balance.decide(plan, signals);
    if (!next.equals(plan)) {
      steps.add(new Step(now, next.pushersRising()));
      plan = next;
    }
  }

  private @Nullable Instant oldest() {
    return waiting.isEmpty() ? null : Instant.ofEpochMilli(waiting.getFirst());
  }

  /** How long the oldest has waited. */
  long waitMs() {
    return waiting.isEmpty() ? 0 : now - waiting.getFirst();
  }

  /** How often the direction has changed since then. */
  long reversals(long sinceMs) {
    long count = 0;
    for (int n = 1; n < steps.size(); n++) {
      boolean other = steps.get(n).towardsPushers() != steps.get(n - 1).towardsPushers();
      count += other && steps.get(n).atMs() > sinceMs ? 1 : 0;
    }
    return count;
  }

  /** How many steps there were since then. */
  long steps(long sinceMs) {
    return steps.stream().filter(step -> step.atMs() > sinceMs).count();
  }
}

package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Balance;
import dev.tidemill.pool.state.Change;
import dev.tidemill.pool.state.Deal;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;
import dev.tidemill.pool.state.Signals;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.state.Trend;
import dev.tidemill.simulator.Timeline;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A source, a queue, and workers between them that follow the pool's own plan.
 *
 * <p>The plan is decided on by the first node, as in a pool: looked at four times a second, decided
 * on once a second. The workers of the others hear of it at their node's next look.
 */
final class Plant {

  private static final long BEGIN_MS = 1_800_000_000_000L; // some day: plans know no time before
  private static final long LOOK_MS = 250;
  private static final int LOOKS_A_DECISION = 4;

  private final Arrivals arrivals;
  private final Timeline time = new Timeline(BEGIN_MS);
  private final Trend trend = new Trend();
  private final ArrayDeque<Integer> source = new ArrayDeque<>();
  private final ArrayDeque<Integer> queue = new ArrayDeque<>();
  private final Map<String, Hand> hands = new LinkedHashMap<>();
  private final Recording recording;
  private final List<String> nodes;
  private final long[] addedAtMs;
  private final long pushMs;
  private final boolean silent;
  private PoolState plan;
  private long pushed;
  private long handled;
  private int active;
  private long looks;

  Plant(Arrivals arrivals, Contender contender, Setting setting) {
    this.arrivals = arrivals;
    this.pushMs = setting.push().toMillis();
    this.silent = setting.silent();
    this.plan = PoolState.fresh(contender.settings());
    this.recording = new Recording(contender.name(), arrivals, BEGIN_MS);
    this.nodes = IntStream.range(0, setting.nodes()).mapToObj(n -> "node-" + (n + 1)).toList();
    this.addedAtMs = new long[arrivals.count()];
    plan.seats().forEach(seat -> hire(seat.worker(), seat.role()));
  }

  /** Runs until all that arrived is handled. */
  Outcome run() {
    if (arrivals.count() > 0) {
      arriveAt(0);
    }
    time.after(LOOK_MS, this::look);
    while (handled < arrivals.count() || time.nowMs() < BEGIN_MS + arrivals.lengthMs()) {
      time.step();
    }
    return recording.outcome();
  }

  private void arriveAt(int message) {
    time.after(BEGIN_MS + arrivals.atMs()[message] - time.nowMs(), () -> arrive(message));
  }

  private void arrive(int message) {
    source.addLast(message);
    if (message + 1 < arrivals.count()) {
      arriveAt(message + 1);
    }
    work();
  }

  /** Gives what there is to do to those that are free. */
  private void work() {
    for (Hand hand : hands.values()) {
      if (!source.isEmpty() && hand.isFree(Role.PUSHER)) {
        push(hand, source.removeFirst());
      } else if (!queue.isEmpty() && hand.isFree(Role.PULLER)) {
        pull(hand, queue.removeFirst());
      }
    }
  }

  private void push(Hand hand, int message) {
    begin(
        hand,
        pushMs,
        () -> {
          queue.addLast(message);
          addedAtMs[message] = time.nowMs();
          counted(++pushed);
        });
  }

  private void counted(long total) {
    if (total >= plan.nextSwitchAt()) {
      follow(Staircase.advance(plan, total));
    }
  }

  private void pull(Hand hand, int message) {
    active++;
    recording.started(message, time.nowMs());
    begin(
        hand,
        arrivals.workMs()[message],
        () -> {
          active--;
          handled++;
        });
  }

  private void begin(Hand hand, long forMs, Runnable then) {
    hand.begin(time.nowMs(), forMs);
    time.after(
        forMs,
        () -> {
          hand.end();
          then.run();
          work();
        });
  }

  private void look() {
    trend.add(
        new Trend.Look(
            time.nowMs(),
            queue.size(),
            active,
            pushed,
            handled,
            plan.pushers(),
            plan.pullers(),
            silent ? -1 : source.size(),
            0));
    if (++looks % LOOKS_A_DECISION == 0) {
      decide();
    }
    time.after(LOOK_MS, this::look);
  }

  private void decide() {
    Instant oldest = queue.isEmpty() ? null : Instant.ofEpochMilli(addedAtMs[queue.getFirst()]);
    Signals signals = trend.signals(oldest, false);
    if (signals != null) {
      follow(Balance.decide(Staircase.advance(plan, pushed), signals));
      work();
    }
  }

  private void follow(PoolState next) {
    List<Change> changes = Staircase.changes(plan, next);
    plan = next;
    changes.forEach(this::carryOut);
  }

  private void carryOut(Change change) {
    switch (change) {
      case Change.Turned turned ->
          tell(turned.worker(), hand -> hand.turn(turned.to(), time.nowMs()));
      case Change.Hired hired -> hire(hired.worker(), hired.role());
      case Change.Dismissed gone -> dismiss(gone.worker());
      case Change.Stepped step -> {
        // The turns beside it are the step.
      }
      case Change.Switched switched -> {
        // It concerns the plan alone.
      }
      case Change.Rested rested -> throw neverByHand();
      case Change.Resumed resumed -> throw neverByHand();
    }
  }

  private void tell(String worker, Consumer<Hand> order) {
    boolean here = Deal.to(nodes.getFirst(), plan.places(), nodes).contains(worker);
    time.after(
        here ? 0 : LOOK_MS,
        () -> {
          Hand hand = hands.get(worker);
          if (hand != null) {
            order.accept(hand);
            work();
          }
        });
  }

  private void hire(String worker, Role role) {
    hands.put(worker, recording.hired(worker, role, time.nowMs()));
  }

  private void dismiss(String worker) {
    hands.remove(worker);
    recording.dismissed(time.nowMs());
  }

  private static IllegalStateException neverByHand() {
    return new IllegalStateException("A worker rests in a simulation: nobody could have told it");
  }
}

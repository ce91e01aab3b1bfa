package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is other in one plan than in the one before. */
final class Differences {

  private final PoolState from;
  private final PoolState to;
  private final Map<String, Role> before = new LinkedHashMap<>();
  private final Set<String> rested = new HashSet<>();
  private final List<Change> changes = new ArrayList<>();

  private Differences(PoolState from, PoolState to) {
    this.from = from;
    this.to = to;
    from.seats().forEach(seat -> before.put(seat.worker(), seat.role()));
    for (Seat seat : from.resting()) {
      before.put(seat.worker(), seat.role());
      rested.add(seat.worker());
    }
  }

  static List<Change> between(PoolState from, PoolState to) {
    Differences differences = new Differences(from, to);
    differences.workers();
    differences.counts();
    return differences.changes;
  }

  private void workers() {
    for (Seat seat : to.seats()) {
      seated(seat, before.remove(seat.worker()));
    }
    for (Seat seat : to.resting()) {
      if (before.remove(seat.worker()) == null) {
        changes.add(new Change.Hired(seat.worker(), seat.role()));
      }
      if (!rested.contains(seat.worker())) {
        changes.add(new Change.Rested(seat.worker(), seat.role()));
      }
    }
    before.forEach((worker, role) -> changes.add(new Change.Dismissed(worker, role)));
  }

  private void seated(Seat seat, @Nullable Role was) {
    if (was == null) {
      changes.add(new Change.Hired(seat.worker(), seat.role()));
    } else if (rested.contains(seat.worker())) {
      changes.add(new Change.Resumed(seat.worker(), seat.role()));
    } else if (was != seat.role()) {
      changes.add(new Change.Turned(seat.worker(), seat.role()));
    }
  }

  private void counts() {
    if (from.pushers() != to.pushers() || from.pullers() != to.pullers()) {
      changes.add(new Change.Stepped(to.pushers(), to.pullers(), lastStepAt()));
    }
    if (to.switches() != from.switches()) {
      changes.add(new Change.Switched(to.switches(), to.currentRole()));
    }
  }

  /** The total at the last even switch between the two; counts changed otherwise are so at once. */
  private long lastStepAt() {
    boolean stepped =
        to.policy() == PolicyKind.STAIRCASE && to.switches() / 2 > from.switches() / 2;
    long sinceStep = to.switches() % 2 + 1;
    return stepped ? to.nextSwitchAt() - sinceStep * to.switchEvery() : to.total();
  }
}

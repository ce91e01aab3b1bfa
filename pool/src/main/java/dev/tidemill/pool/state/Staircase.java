package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plan as a function of the messages pushed.
 *
 * <p>Every {@code switchEvery} messages a switch falls due: the active role alternates, and the
 * direction is reversed when both counts stand at opposite bounds. Every second switch is a step:
 * pushers go up and pullers down by one, or the other way round. Where both move one worker turns;
 * where only one can, a worker is hired or dismissed.
 */
public final class Staircase {

  private Staircase() {}

  /**
   * The plan when that many messages have been pushed in all; unchanged when the total is not above
   * the state's. {@code advance(advance(s, a), b)} equals {@code advance(s, b)} for a &lt;= b. A
   * jump of any width costs no more than some thousand steps.
   */
  public static PoolState advance(PoolState from, long total) {
    long reached = Math.min(total, PoolState.MOST_MESSAGES);
    if (reached <= from.total()) {
      return from;
    }
    long due =
        reached < from.nextSwitchAt()
            ? 0
            : (reached - from.nextSwitchAt()) / from.switchEvery() + 1;
    long switches = from.switches() + due;
    Course course = new Course(from);
    if (from.policy() == PolicyKind.STAIRCASE && due > 0) {
      course.play(switches / 2 - from.switches() / 2);
      if (switches % 2 == 1) {
        course.check();
      }
    }
    return new PoolState(
        from.version(),
        reached,
        switches,
        from.nextSwitchAt() + due * from.switchEvery(),
        due % 2 == 0 ? from.currentRole() : from.currentRole().other(),
        course.wave().rising(),
        from.settings(),
        course.moves().of(from.seats(), from.nextWorker()),
        from.nextWorker() + course.moves().hired(),
        from.updatedAtMs(),
        from.steering());
  }

  /** What a pool has to do to go over from one plan to the other, workers first. */
  public static List<Change> changes(PoolState from, PoolState to) {
    Map<String, Role> before = new HashMap<>();
    from.seats().forEach(seat -> before.put(seat.worker(), seat.role()));
    List<Change> changes = new ArrayList<>();
    for (Seat seat : to.seats()) {
      Role was = before.remove(seat.worker());
      if (was == null) {
        changes.add(new Change.Hired(seat.worker(), seat.role()));
      } else if (was != seat.role()) {
        changes.add(new Change.Turned(seat.worker(), seat.role()));
      }
    }
    for (Seat seat : from.seats()) {
      if (before.containsKey(seat.worker())) {
        changes.add(new Change.Dismissed(seat.worker(), seat.role()));
      }
    }
    if (from.pushers() != to.pushers() || from.pullers() != to.pullers()) {
      changes.add(new Change.Stepped(to.pushers(), to.pullers(), lastStepAt(from, to)));
    }
    if (to.switches() != from.switches()) {
      changes.add(new Change.Switched(to.switches(), to.currentRole()));
    }
    return changes;
  }

  /** The total at the last even switch between the two; counts changed by hand are so at once. */
  private static long lastStepAt(PoolState from, PoolState to) {
    boolean stepped =
        to.policy() == PolicyKind.STAIRCASE && to.switches() / 2 > from.switches() / 2;
    long sinceStep = to.switches() % 2 + 1;
    return stepped ? to.nextSwitchAt() - sinceStep * to.switchEvery() : to.total();
  }
}

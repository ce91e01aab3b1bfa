package dev.tidemill.pool.state;

import java.util.List;

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
    return Differences.between(from, to);
  }
}

package dev.tidemill.pool.state;

/**
 * A staircase under way: counts and seats played step by step, whole periods at once.
 *
 * <p>From the highest point on, steps repeat for ever with the same moves of seats; so after at
 * most some thousand steps the periods that are left are one power of the period's moves.
 */
final class Course {

  private final Limits limits;
  private final TurnOrder order;
  private Wave wave;
  private Moves moves;

  Course(PoolState from) {
    limits = from.stepLimits();
    order = from.turnOrder();
    wave = new Wave(from.pushers(), from.pullers(), from.pushersRising());
    moves = roster().moves();
  }

  private Roster roster() {
    return new Roster(wave.pushers(), wave.pullers(), order);
  }

  /** Plays that many steps. */
  void play(long steps) {
    Leg start = leg(steps);
    moves = moves.then(start.moves);
    long left = steps - start.steps;
    if (left == 0) {
      return;
    }
    Leg period = leg(left);
    moves = moves.then(period.moves.times(left / period.steps));
    moves = moves.then(leg(left % period.steps).moves);
  }

  /** Plays up to that many steps, but no further than the next highest point. */
  private Leg leg(long steps) {
    Roster roster = roster();
    long played = 0;
    while (played < steps && (played == 0 || !wave.isHigh(limits))) {
      wave = wave.stepped(limits);
      roster.fit(wave.pushers(), wave.pullers());
      played++;
    }
    return new Leg(played, roster.moves());
  }

  /** A switch without a step: only the direction may change. */
  void check() {
    wave = wave.reversedAtBounds(limits);
  }

  Wave wave() {
    return wave;
  }

  Moves moves() {
    return moves;
  }

  private record Leg(long steps, Moves moves) {}
}

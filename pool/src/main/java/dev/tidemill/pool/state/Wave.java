package dev.tidemill.pool.state;

/**
 * The counts of a staircase and the direction in which they move.
 *
 * @param pushers how many push
 * @param pullers how many pull
 * @param rising whether pushers are becoming more
 */
record Wave(int pushers, int pullers, boolean rising) {

  /** What a switch does first: at opposite bounds the direction is reversed. */
  Wave reversedAtBounds(Limits limits) {
    if (isHigh(limits)) {
      return new Wave(pushers, pullers, false);
    }
    if (pushers == 1 && pullers == limits.maxPullers()) {
      return new Wave(pushers, pullers, true);
    }
    return this;
  }

  /** One step: each count goes by one towards its bound, from above as from below. */
  Wave stepped(Limits limits) {
    Wave from = reversedAtBounds(limits);
    int towardsPushers = from.rising ? limits.maxPushers() : 1;
    int towardsPullers = from.rising ? 1 : limits.maxPullers();
    return new Wave(
        pushers + Integer.signum(towardsPushers - pushers),
        pullers + Integer.signum(towardsPullers - pullers),
        from.rising);
  }

  /** Whether the pushers are at their most and there is one puller: where a period begins. */
  boolean isHigh(Limits limits) {
    return pushers == limits.maxPushers() && pullers == 1;
  }
}

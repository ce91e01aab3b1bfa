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
    if (pushers == limits.minPushers() && pullers == limits.maxPullers()) {
      return new Wave(pushers, pullers, true);
    }
    return this;
  }

  /** One step, reversed at the bounds. */
  Wave stepped(Limits limits) {
    return reversedAtBounds(limits).moved(limits);
  }

  /** Each count goes by one towards its bound, from above as from below. */
  Wave moved(Limits limits) {
    int towardsPushers = rising ? limits.maxPushers() : limits.minPushers();
    int towardsPullers = rising ? limits.minPullers() : limits.maxPullers();
    return new Wave(
        pushers + Integer.signum(towardsPushers - pushers),
        pullers + Integer.signum(towardsPullers - pullers),
        rising);
  }

  /** Whether the pushers are at their most and the pullers at their fewest: a period begins. */
  boolean isHigh(Limits limits) {
    return pushers == limits.maxPushers() && pullers == limits.minPullers();
  }
}

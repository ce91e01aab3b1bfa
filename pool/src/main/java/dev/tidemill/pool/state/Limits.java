package dev.tidemill.pool.state;

/**
 * The most and the fewest pushers and pullers that a pool may have.
 *
 * @param maxPushers 0 to {@value #MOST}; 0 only with {@link PolicyKind#FIXED}
 * @param maxPullers 0 to {@value #MOST}; 0 only with {@link PolicyKind#FIXED}
 * @param minPushers 1 to the most; 0 only where that is 0
 * @param minPullers 1 to the most; 0 only where that is 0
 */
public record Limits(int maxPushers, int maxPullers, int minPushers, int minPullers) {

  /** The most workers of one role. */
  public static final int MOST = 1000;

  /**
   * @throws IllegalArgumentException when a number is out of its range or both maxima are 0
   */
  public Limits {
    check("maxPushers", maxPushers, 0, MOST);
    check("maxPullers", maxPullers, 0, MOST);
    if (maxPushers + maxPullers == 0) {
      throw new IllegalArgumentException(
          "Limits of a pool cannot both be 0: nobody would work. Use at least 1 for one of them");
    }
    check("minPushers", minPushers, Math.min(1, maxPushers), maxPushers);
    check("minPullers", minPullers, Math.min(1, maxPullers), maxPullers);
  }

  /** At least one worker of each role, where any may be. */
  public Limits(int maxPushers, int maxPullers) {
    this(maxPushers, maxPullers, Math.min(1, maxPushers), Math.min(1, maxPullers));
  }

  /** The most workers of that role. */
  public int most(Role role) {
    return role == Role.PUSHER ? maxPushers : maxPullers;
  }

  /** The fewest workers of that role. */
  public int fewest(Role role) {
    return role == Role.PUSHER ? minPushers : minPullers;
  }

  /** The count of that role that is nearest to the one given and within these limits. */
  int within(Role role, int count) {
    return Math.clamp(count, fewest(role), most(role));
  }

  /** These limits while so many workers rest, whom nobody is hired for. */
  Limits without(int resting) {
    return new Limits(
        Math.max(minPushers, maxPushers - resting),
        Math.max(minPullers, maxPullers - resting),
        minPushers,
        minPullers);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Limit " + name + " of a pool cannot be " + value + ". Use " + least + " to " + most);
    }
  }
}

package dev.tidemill.pool.state;

/**
 * The most pushers and the most pullers that a pool may have.
 *
 * @param maxPushers 0 to {@value #MOST}; 0 only with {@link PolicyKind#FIXED}
 * @param maxPullers 0 to {@value #MOST}; 0 only with {@link PolicyKind#FIXED}
 */
public record Limits(int maxPushers, int maxPullers) {

  /** The most workers of one role. */
  public static final int MOST = 1000;

  /**
   * @throws IllegalArgumentException when a number is out of its range or both are 0
   */
  public Limits {
    check("maxPushers", maxPushers);
    check("maxPullers", maxPullers);
    if (maxPushers + maxPullers == 0) {
      throw new IllegalArgumentException(
          "Limits of a pool cannot both be 0: nobody would work. Use at least 1 for one of them");
    }
  }

  /** The most workers of that role. */
  public int most(Role role) {
    return role == Role.PUSHER ? maxPushers : maxPullers;
  }

  private static void check(String name, int value) {
    if (value < 0 || value > MOST) {
      throw new IllegalArgumentException(
          "Limit " + name + " of a pool cannot be " + value + ". Use 0 to " + MOST);
    }
  }
}

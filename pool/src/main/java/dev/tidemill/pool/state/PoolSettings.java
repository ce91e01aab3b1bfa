package dev.tidemill.pool.state;

/**
 * What a user decides about a pool's plan.
 *
 * @param limits the most pushers and pullers
 * @param switchEvery how many pushed messages make a switch, 1 or more
 * @param policy how the plan changes
 * @param turnOrder who leaves a role first
 */
public record PoolSettings(Limits limits, int switchEvery, PolicyKind policy, TurnOrder turnOrder) {

  /** The original's: at most 10 and 10, a switch every 10 messages; the longest in a role first. */
  public static final PoolSettings DEFAULTS =
      new PoolSettings(new Limits(10, 10), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);

  /**
   * @throws IllegalArgumentException when {@code switchEvery} is less than 1 or a limit does not
   *     suit the policy
   */
  public PoolSettings {
    if (switchEvery < 1) {
      throw new IllegalArgumentException(
          "A switch cannot fall due every " + switchEvery + " messages. Use 1 or more");
    }
    if (policy == PolicyKind.STAIRCASE && (limits.maxPushers() < 1 || limits.maxPullers() < 1)) {
      throw new IllegalArgumentException(
          "A staircase needs at least 1 pusher and 1 puller, not "
              + limits.maxPushers()
              + " and "
              + limits.maxPullers()
              + ". Raise the limit or use the fixed policy");
    }
  }
}

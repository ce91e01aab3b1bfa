package dev.tidemill.pool.state;

import org.jspecify.annotations.Nullable;

/**
 * The six figures that the original program keeps and shows, whatever they are.
 *
 * @param pusherCount how many push
 * @param pullerCount how many pull
 * @param messageCount messages pushed since the last switch; the original writes 10 inside a switch
 * @param totalMessageCount messages pushed in all
 * @param roleSwitchCount how often the active role has changed
 * @param currentRole the active role
 * @param version of the plan that was copied, or null when it was not we who wrote this
 */
public record SystemState(
    long pusherCount,
    long pullerCount,
    long messageCount,
    long totalMessageCount,
    long roleSwitchCount,
    Role currentRole,
    @Nullable Long version) {

  /** The figures of a plan. */
  public static SystemState of(PoolState state) {
    return new SystemState(
        state.pushers(),
        state.pullers(),
        state.messageCount(),
        state.total(),
        state.switches(),
        state.currentRole(),
        state.version());
  }

  /** Whether nothing was counted and nobody works: what the original writes before its start. */
  public boolean isAllZeros() {
    return pusherCount == 0
        && pullerCount == 0
        && messageCount == 0
        && totalMessageCount == 0
        && roleSwitchCount == 0;
  }
}

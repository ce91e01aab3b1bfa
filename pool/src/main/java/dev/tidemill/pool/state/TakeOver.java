package dev.tidemill.pool.state;

import java.util.List;

/**
 * A plan that goes on where another program left its {@link SystemState}.
 *
 * <ul>
 *   <li>All zeros is a fresh start.
 *   <li>No pusher and no puller with something counted: the counts that the staircase has at that
 *       number of switches, under our limits. A single 0 is 1.
 *   <li>Other counts as they stand, also above the limits: the steps bring them back. Above {@value
 *       Limits#MOST} they are cut to the limits.
 *   <li>The original saves inside a switch: messages 10 or more with a total of ten for each switch
 *       and one over means that one message of the new increment is there. With any other total the
 *       switch falls due with the next message.
 *   <li>The direction is the one that the staircase has at that number of switches.
 *   <li>Under another policy than the staircase only what is counted is taken over.
 * </ul>
 */
public final class TakeOver {

  /** The original switches every ten messages, whatever our settings are. */
  static final int SWITCH_EVERY = 10;

  private TakeOver() {}

  /** The plan that goes on from those figures; total for any of them. */
  public static PoolState from(SystemState left, PoolSettings settings) {
    PoolState fresh = PoolState.fresh(settings);
    if (left.isAllZeros()) {
      return fresh;
    }
    long switches = left.roleSwitchCount();
    PoolState table = table(fresh, switches);
    Roster roster = new Roster(0, 0, settings.turnOrder());
    roster.fit(count(left, Role.PUSHER, table), count(left, Role.PULLER, table));
    return new PoolState(
        0,
        left.totalMessageCount(),
        switches,
        left.totalMessageCount() + untilSwitch(left, settings.switchEvery()),
        left.currentRole(),
        table.pushersRising(),
        settings,
        roster.moves().of(List.of(), 1),
        1 + roster.moves().hired(),
        0,
        Steering.fresh(settings));
  }

  /** The plan of a fresh pool after that many switches. */
  private static PoolState table(PoolState fresh, long switches) {
    long most = PoolState.MOST_MESSAGES / fresh.switchEvery();
    return Staircase.advance(fresh, Math.min(switches, most) * fresh.switchEvery());
  }

  private static int count(SystemState left, Role role, PoolState table) {
    boolean nobody = left.pusherCount() == 0 && left.pullerCount() == 0;
    if (nobody || table.policy() != PolicyKind.STAIRCASE) {
      return table.count(role);
    }
    long count = role == Role.PUSHER ? left.pusherCount() : left.pullerCount();
    return count > Limits.MOST ? table.limits().most(role) : (int) Math.max(1, count);
  }

  private static long untilSwitch(SystemState left, int switchEvery) {
    long increment = left.messageCount();
    boolean savedInsideSwitch =
        increment >= SWITCH_EVERY
            && left.totalMessageCount() == SWITCH_EVERY * left.roleSwitchCount() + 1;
    return Math.max(1, switchEvery - (savedInsideSwitch ? 1 : increment));
  }
}

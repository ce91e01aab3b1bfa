package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;

/** The staircase played message by message, as a reader of the guide would. */
final class Table {

  private final int switchEvery;
  private int mostPushers;
  private int mostPullers;
  private long total;
  private long nextSwitchAt;
  private long switches;
  private int pushers = 1;
  private int pullers = 1;
  private boolean rising = true;

  Table(int switchEvery, int mostPushers, int mostPullers) {
    this.switchEvery = switchEvery;
    this.nextSwitchAt = switchEvery;
    limits(mostPushers, mostPullers);
  }

  Table copy() {
    Table copy = new Table(switchEvery, mostPushers, mostPullers);
    copy.total = total;
    copy.nextSwitchAt = nextSwitchAt;
    copy.switches = switches;
    copy.pushers = pushers;
    copy.pullers = pullers;
    copy.rising = rising;
    return copy;
  }

  long total() {
    return total;
  }

  int pushers() {
    return Math.max(pushers, mostPushers);
  }

  int pullers() {
    return Math.max(pullers, mostPullers);
  }

  void limits(int forPushers, int forPullers) {
    mostPushers = forPushers;
    mostPullers = forPullers;
  }

  void advance(long to) {
    while (total < to) {
      total++;
      if (total == nextSwitchAt) {
        nextSwitchAt += switchEvery;
        switches++;
        turnRound();
        if (switches % 2 == 0) {
          step();
        }
      }
    }
  }

  private void turnRound() {
    if (pushers == mostPushers && pullers == 1) {
      rising = false;
    } else if (pushers == 1 && pullers == mostPullers) {
      rising = true;
    }
  }

  private void step() {
    pushers = nearer(pushers, rising ? mostPushers : 1);
    pullers = nearer(pullers, rising ? 1 : mostPullers);
  }

  private static int nearer(int count, int bound) {
    return count < bound ? count + 1 : count > bound ? count - 1 : count;
  }

  void stepByHand(boolean towardsPushers) {
    int pushersBefore = pushers;
    int pullersBefore = pullers;
    boolean before = rising;
    rising = towardsPushers;
    step();
    if (pushers == pushersBefore && pullers == pullersBefore) {
      rising = before;
    }
  }

  /** Throws unless the plan is what the table says. */
  void compare(PoolState plan, String which) {
    Role role = switches % 2 == 0 ? Role.PUSHER : Role.PULLER;
    boolean same =
        plan.pushers() == pushers
            && plan.pullers() == pullers
            && plan.switches() == switches
            && plan.total() == total
            && plan.nextSwitchAt() == nextSwitchAt
            && plan.pushersRising() == rising
            && plan.currentRole() == role;
    if (!same) {
      throw new Violation(which + " is not what the table says: " + this + ", but " + plan);
    }
  }

  @Override
  public String toString() {
    return "%d/%d %s after %d switches and %d messages, next at %d"
        .formatted(pushers, pullers, rising ? "rising" : "falling", switches, total, nextSwitchAt);
  }
}

package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;

/** The plan played message by message and wish by wish, as a reader of the guide would. */
final class Table {

  private PolicyKind policy;
  private int switchEvery;
  private int mostPushers;
  private int mostPullers;
  private long total;
  private long nextSwitchAt;
  private long switches;
  private int pushers;
  private int pullers;
  private int restingPushers;
  private int restingPullers;
  private boolean rising = true;

  /** Before the first message. */
  Table(PoolSettings settings) {
    policy = settings.policy();
    switchEvery = settings.switchEvery();
    nextSwitchAt = switchEvery;
    mostPushers = settings.limits().maxPushers();
    mostPullers = settings.limits().maxPullers();
    pushers = policy == PolicyKind.FIXED ? mostPushers : 1;
    pullers = policy == PolicyKind.STAIRCASE ? 1 : mostPullers;
  }

  private Table(Table other) {
    policy = other.policy;
    switchEvery = other.switchEvery;
    mostPushers = other.mostPushers;
    mostPullers = other.mostPullers;
    total = other.total;
    nextSwitchAt = other.nextSwitchAt;
    switches = other.switches;
    pushers = other.pushers;
    pullers = other.pullers;
    restingPushers = other.restingPushers;
    restingPullers = other.restingPullers;
    rising = other.rising;
  }

  Table copy() {
    return new Table(this);
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
    fit();
  }

  void policy(PolicyKind changed) {
    policy = changed;
    fit();
  }

  /** Under a staircase counts go to new limits step by step. */
  private void fit() {
    if (policy == PolicyKind.FIXED) {
      pushers = Math.max(1, mostPushers - restingPushers);
      pullers = Math.max(1, mostPullers - restingPullers);
    } else if (policy == PolicyKind.BALANCE) {
      int crew = 1 + most(mostPullers);
      pushers = Math.min(pushers, most(mostPushers));
      pullers = Math.min(Math.max(pullers, crew - pushers), most(mostPullers));
    }
  }

  /** Nobody is hired for those that rest. */
  private int most(int limit) {
    return Math.max(1, limit - restingPushers - restingPullers);
  }

  /** The messages of this increment count for the new one. */
  void switchEvery(int messages) {
    long sinceSwitch = total - (nextSwitchAt - switchEvery);
    switchEvery = messages;
    nextSwitchAt = total + Math.max(1, messages - sinceSwitch);
  }

  void advance(long to) {
    while (total < to) {
      total++;
      if (total == nextSwitchAt) {
        nextSwitchAt += switchEvery;
        switches++;
        if (policy == PolicyKind.STAIRCASE) {
          turnRound();
          if (switches % 2 == 0) {
            step();
          }
        }
      }
    }
  }

  private void turnRound() {
    if (pushers == most(mostPushers) && pullers == 1) {
      rising = false;
    } else if (pushers == 1 && pullers == most(mostPullers)) {
      rising = true;
    }
  }

  private void step() {
    pushers = nearer(pushers, rising ? most(mostPushers) : 1);
    pullers = nearer(pullers, rising ? 1 : most(mostPullers));
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

  /** The policy may have made one step, in either direction. */
  void balanced(PoolState plan) {
    if (plan.pushers() != pushers || plan.pullers() != pullers || plan.pushersRising() != rising) {
      stepByHand(plan.pushersRising());
    }
  }

  /** One of the other role takes the place of the last one in it. */
  void rest(Role role) {
    boolean last = (role == Role.PUSHER ? pushers : pullers) == 1;
    seat(last ? role.other() : role, -1);
    restingPushers += role == Role.PUSHER ? 1 : 0;
    restingPullers += role == Role.PULLER ? 1 : 0;
  }

  void resume(Role role) {
    seat(role, 1);
    restingPushers -= role == Role.PUSHER ? 1 : 0;
    restingPullers -= role == Role.PULLER ? 1 : 0;
  }

  private void seat(Role role, int more) {
    if (role == Role.PUSHER) {
      pushers += more;
    } else {
      pullers += more;
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
    return "%s %d/%d %s after %d switches and %d messages, next at %d"
        .formatted(
            policy, pushers, pullers, rising ? "rising" : "falling", switches, total, nextSwitchAt);
  }
}

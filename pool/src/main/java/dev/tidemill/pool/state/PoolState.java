package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A pool's plan at one moment: what has been counted and who is to push and to pull.
 *
 * <p>It is a base: from it {@link Staircase#advance} tells the plan at any later count, the same on
 * every machine.
 *
 * @param version of the stored plan that this one comes from; 0 before it is stored
 * @param total messages pushed in all, 0 to {@link #MOST_MESSAGES}
 * @param switches how often the active role has changed
 * @param nextSwitchAt the total at which the next switch falls due, above {@code total}
 * @param currentRole the active role
 * @param pushersRising whether the steps make pushers more or fewer
 * @param settings limits, messages per switch, policy and turn order
 * @param seats pushers first, then pullers, each role by seniority; sorted so when given otherwise
 * @param nextWorker the number of the next worker to be hired, 1 or more
 * @param updatedAtMs when this plan was stored, in Unix milliseconds; 0 before that
 * @param steering what has been decided apart from the messages
 */
public record PoolState(
    long version,
    long total,
    long switches,
    long nextSwitchAt,
    Role currentRole,
    boolean pushersRising,
    PoolSettings settings,
    List<Seat> seats,
    long nextWorker,
    long updatedAtMs,
    Steering steering) {

  /** The most messages that are counted: the largest whole number that every JSON reader keeps. */
  public static final long MOST_MESSAGES = (1L << 53) - 1;

  /**
   * @throws IllegalArgumentException when the numbers cannot be those of a pool
   */
  public PoolState {
    if (total < 0 || total > MOST_MESSAGES || switches < 0 || version < 0) {
      throw rejected("its version " + version + " counts " + total + " and switches " + switches);
    }
    if (nextSwitchAt <= total || nextSwitchAt - settings.switchEvery() > total) {
      throw rejected("its next switch is at " + nextSwitchAt + " when " + total + " are counted");
    }
    if (seats.isEmpty() || seats.size() > 2 * Limits.MOST || nextWorker < 1) {
      throw rejected("it has " + seats.size() + " seats and next worker " + nextWorker);
    }
    List<Seat> sorted = new ArrayList<>(seats);
    sorted.sort(Comparator.comparing(Seat::role));
    seats = List.copyOf(sorted);
  }

  private static IllegalArgumentException rejected(String why) {
    return new IllegalArgumentException("State of a pool cannot be used: " + why);
  }

  /**
   * The plan before the first message: the fewest of each role on a staircase, all seats of a fixed
   * pool, and under balance the fewest pushers, who become more as pullers idle, and all pullers.
   */
  public static PoolState fresh(PoolSettings settings) {
    Limits limits = settings.limits();
    boolean fixed = settings.policy() == PolicyKind.FIXED;
    boolean few = settings.policy() == PolicyKind.STAIRCASE;
    Roster roster = new Roster(0, 0, settings.turnOrder());
    roster.fit(
        fixed ? limits.maxPushers() : limits.minPushers(),
        few ? limits.minPullers() : limits.maxPullers());
    return new PoolState(
        0,
        0,
        0,
        settings.switchEvery(),
        Role.PUSHER,
        true,
        settings,
        roster.moves().of(List.of(), 1),
        1 + roster.moves().hired(),
        0,
        Steering.fresh(settings));
  }

  /** How many are to push. */
  public int pushers() {
    return count(Role.PUSHER);
  }

  /** How many are to pull. */
  public int pullers() {
    return count(Role.PULLER);
  }

  /** All workers that have a place on some node: those with a seat, and those that rest. */
  public List<String> places() {
    return Stream.concat(seats.stream(), resting().stream()).map(Seat::worker).toList();
  }

  /** How many have that role. */
  public int count(Role role) {
    return count(seats, role);
  }

  static int count(List<Seat> seats, Role role) {
    return (int) seats.stream().filter(seat -> seat.role() == role).count();
  }

  /** Messages pushed since the last switch: 0 to {@code switchEvery - 1}. */
  public int messageCount() {
    return (int) (total - (nextSwitchAt - settings.switchEvery()));
  }

  /** The most pushers and pullers. */
  public Limits limits() {
    return settings.limits();
  }

  /** How many messages make a switch. */
  public int switchEvery() {
    return settings.switchEvery();
  }

  /** How the plan changes. */
  public PolicyKind policy() {
    return settings.policy();
  }

  /** Who leaves a role first. */
  public TurnOrder turnOrder() {
    return settings.turnOrder();
  }

  /** The seats of workers that rest, each with the role that it comes back to. */
  public List<Seat> resting() {
    return steering.resting();
  }

  /** The limits between which the steps go: nobody is hired for those that rest. */
  Limits stepLimits() {
    return limits().without(resting().size());
  }

  /** This plan as it stands in the store. */
  public PoolState stored(long storedVersion, long atMs) {
    return new PoolState(
        storedVersion,
        total,
        switches,
        nextSwitchAt,
        currentRole,
        pushersRising,
        settings,
        seats,
        nextWorker,
        atMs,
        steering.stored(atMs));
  }

  /**
   * This plan under other settings: a new base. Under a staircase counts above lower limits stay
   * and go down step by step; under the other policies they are so at once, and under balance
   * pullers are hired until all could pull but the fewest pushers. The messages of this increment
   * count for the new one.
   */
  public PoolState with(PoolSettings changed) {
    Roster roster = new Roster(pushers(), pullers(), changed.turnOrder());
    fit(roster, changed);
    List<Seat> after = roster.moves().of(seats, nextWorker);
    boolean stay = changed.policy() == policy() && after.equals(seats);
    return new PoolState(
        version,
        total,
        switches,
        total + Math.max(1, changed.switchEvery() - messageCount()),
        currentRole,
        pushersRising,
        changed,
        after,
        nextWorker + roster.moves().hired(),
        updatedAtMs,
        stay ? steering : steering.placed());
  }

  private void fit(Roster roster, PoolSettings changed) {
    Limits limits = changed.limits();
    switch (changed.policy()) {
      case STAIRCASE ->
          roster.fit(
              Math.max(limits.minPushers(), pushers()), Math.max(limits.minPullers(), pullers()));
      case FIXED -> roster.fit(unrested(limits, Role.PUSHER), unrested(limits, Role.PULLER));
      case BALANCE -> {
        Limits most = limits.without(resting().size());
        int push = most.within(Role.PUSHER, pushers());
        int crew = most.minPushers() + most.maxPullers();
        roster.fit(push, most.within(Role.PULLER, Math.max(pullers(), crew - push)));
      }
    }
  }

  private int unrested(Limits limits, Role role) {
    return Math.max(limits.fewest(role), limits.most(role) - count(resting(), role));
  }

  /**
   * This plan at another start: settings that are asked for as they were at the last start stay as
   * they have been changed since.
   */
  public PoolState startedWith(PoolSettings asked) {
    PoolSettings merged = settings.startedWith(steering.asked(), asked);
    PoolState base = merged.equals(settings) ? this : with(merged);
    Steering decided =
        new Steering(asked, resting(), steering.steppedAtMs(), base.steering.placedAtMs());
    return base.based(base.pushersRising, base.seats, base.nextWorker, decided);
  }

  /** This plan with other seats after a step in that direction. */
  PoolState stepped(boolean towardsPushers, List<Seat> after, long hired, long atMs) {
    boolean early =
        towardsPushers != pushersRising && atMs - steering.steppedAtMs() < Balance.STAY_MS;
    return based(towardsPushers, after, nextWorker + hired, steering.stepped(early, atMs));
  }

  /** This plan with the same workers in other places. */
  PoolState seated(List<Seat> after, List<Seat> atRest) {
    Steering decided = new Steering(steering.asked(), atRest, steering.steppedAtMs(), 0).placed();
    return based(pushersRising, after, nextWorker, decided);
  }

  private PoolState based(boolean rising, List<Seat> after, long next, Steering decided) {
    return new PoolState(
        version,
        total,
        switches,
        nextSwitchAt,
        currentRole,
        rising,
        settings,
        after,
        next,
        updatedAtMs,
        decided);
  }
}

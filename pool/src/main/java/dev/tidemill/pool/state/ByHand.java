package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user does to a plan by hand; each makes a new base of it.
 *
 * <ul>
 *   <li>A step moves the counts as a step of the staircase does, within the limits; the staircase
 *       goes on in that direction.
 *   <li>A worker that turns changes places with the worker of the other role that would be the next
 *       to leave it, so that the counts stay.
 *   <li>A worker that rests gives up its seat and nobody is hired for it: the counts are those of
 *       the others, and the steps go between bounds that are lower by the number that rest. Where
 *       its role is left with fewer than it is to have, a worker of the other role turns if that
 *       can spare one.
 *   <li>A worker that resumes takes a seat of the role that it had, as the last to have come; steps
 *       bring down what that makes too many.
 * </ul>
 */
public final class ByHand {

  private ByHand() {}

  /** The plan one step on, towards more pushers or more pullers; as it was when at the bounds. */
  public static PoolState step(PoolState plan, boolean towardsPushers, long atMs) {
    Wave wave = new Wave(plan.pushers(), plan.pullers(), towardsPushers).moved(plan.stepLimits());
    if (wave.pushers() == plan.pushers() && wave.pullers() == plan.pullers()) {
      return plan;
    }
    Roster roster = new Roster(plan.pushers(), plan.pullers(), plan.turnOrder());
    roster.fit(wave.pushers(), wave.pullers());
    List<Seat> seats = roster.moves().of(plan.seats(), plan.nextWorker());
    return plan.stepped(towardsPushers, seats, roster.moves().hired(), atMs);
  }

  /**
   * The plan with that worker in its other role.
   *
   * @throws IllegalArgumentException when it has no seat, or nobody can take its place
   */
  public static PoolState turn(PoolState plan, String worker) {
    Seat seat = seated(plan, worker, "turn");
    Seat other = nextToLeave(plan.seats(), seat.role().other(), plan.turnOrder());
    if (other == null) {
      throw new IllegalArgumentException(
          "Worker "
              + worker
              + " cannot turn: nobody is a "
              + seat.role().other().label()
              + " who could take its place. Step the plan instead");
    }
    return plan.seated(turned(turned(plan.seats(), other), seat), plan.resting());
  }

  /**
   * The plan without that worker, which finishes what it has and idles.
   *
   * @throws IllegalArgumentException when it has no seat, or it is the last of its role and nobody
   *     can take its place
   */
  public static PoolState rest(PoolState plan, String worker) {
    Seat seat = seated(plan, worker, "rest");
    Role role = seat.role();
    List<Seat> seats = without(plan.seats(), seat);
    Limits limits = plan.limits();
    Seat spare = nextToLeave(seats, role.other(), plan.turnOrder());
    boolean spared = PoolState.count(seats, role.other()) > limits.fewest(role.other());
    if (PoolState.count(seats, role) < limits.fewest(role) && spared && spare != null) {
      seats = turned(seats, spare);
    }
    if (PoolState.count(seats, role) < Math.min(1, limits.fewest(role))) {
      throw new IllegalArgumentException(
          "Worker "
              + worker
              + " cannot rest: it is the only "
              + role.label()
              + " and nobody can take its place. Stop the pool instead");
    }
    List<Seat> resting = new ArrayList<>(plan.resting());
    resting.add(seat);
    return plan.seated(seats, resting);
  }

  /**
   * The plan with that worker back in it.
   *
   * @throws IllegalArgumentException when it does not rest
   */
  public static PoolState resume(PoolState plan, String worker) {
    Seat seat = find(plan.resting(), worker);
    if (seat == null) {
      throw new IllegalArgumentException(
          "Worker " + worker + " cannot resume: it does not rest. Those that do: " + names(plan));
    }
    List<Seat> seats = new ArrayList<>(plan.seats());
    seats.add(seat);
    return plan.seated(seats, without(plan.resting(), seat));
  }

  private static Seat seated(PoolState plan, String worker, String what) {
    Seat seat = find(plan.seats(), worker);
    if (seat != null) {
      return seat;
    }
    String why = find(plan.resting(), worker) == null ? "there is no such worker" : "it rests";
    throw new IllegalArgumentException(
        "Worker " + worker + " cannot " + what + ": " + why + ". Name one that has a seat");
  }

  private static @Nullable Seat find(List<Seat> seats, String worker) {
    return seats.stream().filter(seat -> seat.worker().equals(worker)).findFirst().orElse(null);
  }

  private static String names(PoolState plan) {
    List<String> names = plan.resting().stream().map(Seat::worker).toList();
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static @Nullable Seat nextToLeave(List<Seat> seats, Role role, TurnOrder order) {
    List<Seat> candidates = seats.stream().filter(seat -> seat.role() == role).toList();
    if (candidates.isEmpty()) {
      return null;
    }
    return order == TurnOrder.FIFO ? candidates.getFirst() : candidates.getLast();
  }

  private static List<Seat> turned(List<Seat> seats, Seat who) {
    List<Seat> after = without(seats, who);
    after.add(new Seat(who.worker(), who.role().other()));
    return after;
  }

  private static List<Seat> without(List<Seat> seats, Seat who) {
    List<Seat> after = new ArrayList<>(seats);
    after.remove(who);
    return after;
  }
}

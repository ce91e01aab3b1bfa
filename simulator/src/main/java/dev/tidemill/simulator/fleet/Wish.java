package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.Balance;
import dev.tidemill.pool.state.ByHand;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Seat;
import dev.tidemill.pool.state.Signals;
import dev.tidemill.pool.state.TurnOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Something that is decided, by hand or by a policy.
 *
 * @param name of it
 * @param what it makes of a plan
 * @param onTable what it makes of the table that the plan is compared with
 */
record Wish(String name, UnaryOperator<PoolState> what, OnTable onTable) {

  /** What a decision makes of the table, told the plan before and after it. */
  @FunctionalInterface
  interface OnTable {
    void apply(Table table, PoolState before, PoolState after);
  }

  static final Wish NONE = new Wish("", plan -> plan, (table, before, after) -> {});

  static Wish limits(int pushers, int pullers) {
    return new Wish(
        "limits " + pushers + "/" + pullers,
        plan -> plan.with(plan.settings().withLimits(new Limits(pushers, pullers))),
        (table, before, after) -> table.limits(pushers, pullers));
  }

  static Wish policy(PolicyKind policy, TurnOrder order) {
    return new Wish(
        "policy " + policy + " " + order,
        plan -> plan.with(plan.settings().withPolicy(policy).withTurnOrder(order)),
        (table, before, after) -> table.policy(policy));
  }

  static Wish switchEvery(int messages) {
    return new Wish(
        "switch every " + messages,
        plan -> plan.with(plan.settings().withSwitchEvery(messages)),
        (table, before, after) -> {
          table.switchEvery(messages);
          table.policy(after.policy()); // settings make counts fit those limits
        });
  }

  static Wish step(boolean towardsPushers, long atMs) {
    return new Wish(
        towardsPushers ? "step up" : "step down",
        plan -> ByHand.step(plan, towardsPushers, atMs),
        (table, before, after) -> table.stepByHand(towardsPushers));
  }

  static Wish balance(Signals signals) {
    return new Wish(
        "balance",
        plan -> Balance.decide(plan, signals),
        (table, before, after) -> table.balanced(after));
  }

  static Wish turn(int place) {
    return new Wish(
        "turn " + place,
        plan -> possible(plan, () -> ByHand.turn(plan, worker(plan.seats(), place))),
        (table, before, after) -> {});
  }

  static Wish rest(int place) {
    return new Wish(
        "rest " + place,
        plan -> possible(plan, () -> ByHand.rest(plan, worker(plan.seats(), place))),
        (table, before, after) ->
            more(after.resting(), before.resting()).forEach(seat -> table.rest(seat.role())));
  }

  static Wish resume(int place) {
    return new Wish(
        "resume " + place,
        plan ->
            plan.resting().isEmpty() ? plan : ByHand.resume(plan, worker(plan.resting(), place)),
        (table, before, after) ->
            more(before.resting(), after.resting()).forEach(seat -> table.resume(seat.role())));
  }

  private static PoolState possible(PoolState plan, Supplier<PoolState> decision) {
    try {
      return decision.get();
    } catch (IllegalArgumentException refused) {
      return plan; // as somebody may ask for what cannot be
    }
  }

  private static String worker(List<Seat> seats, int place) {
    return seats.get(place % seats.size()).worker();
  }

  private static List<Seat> more(List<Seat> here, List<Seat> there) {
    List<Seat> left = new ArrayList<>(here);
    left.removeAll(there);
    return left;
  }
}

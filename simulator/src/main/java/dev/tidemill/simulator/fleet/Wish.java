package dev.tidemill.simulator.fleet;

import dev.tidemill.pool.state.ByHand;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PoolState;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Something that is decided by hand.
 *
 * @param name of it
 * @param what it makes of a plan
 * @param onTable what it makes of the table that the plan is compared with
 */
record Wish(String name, UnaryOperator<PoolState> what, Consumer<Table> onTable) {

  static final Wish NONE = new Wish("", plan -> plan, table -> {});

  static Wish limits(int pushers, int pullers) {
    return new Wish(
        "limits " + pushers + "/" + pullers,
        plan -> plan.with(plan.settings().withLimits(new Limits(pushers, pullers))),
        table -> table.limits(pushers, pullers));
  }

  static Wish step(boolean towardsPushers, long atMs) {
    return new Wish(
        towardsPushers ? "step up" : "step down",
        plan -> ByHand.step(plan, towardsPushers, atMs),
        table -> table.stepByHand(towardsPushers));
  }

  static Wish turn(int place) {
    return new Wish("turn " + place, plan -> turned(plan, place), table -> {});
  }

  private static PoolState turned(PoolState plan, int place) {
    boolean possible = plan.pushers() > 0 && plan.pullers() > 0;
    String worker = plan.seats().get(place % plan.seats().size()).worker();
    return possible ? ByHand.turn(plan, worker) : plan;
  }
}

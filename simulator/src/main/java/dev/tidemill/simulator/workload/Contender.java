package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy with the workers of a setting.
 *
 * @param name what it is called in tables
 * @param settings of its pool
 */
record Contender(String name, PoolSettings settings) {

  static Contender of(PolicyKind policy, Setting setting) {
    int most = setting.workers() - 1;
    return new Contender(
        policy.name().toLowerCase(java.util.Locale.ROOT),
        PoolSettings.DEFAULTS
            .withLimits(new Limits(most, most))
            .withPolicy(policy)
            .withTargetWait(setting.targetWait()));
  }

  static Contender split(int pushers, Setting setting) {
    int pullers = setting.workers() - pushers;
    return new Contender(
        "fixed " + pushers + "/" + pullers,
        PoolSettings.DEFAULTS
            .withLimits(new Limits(pushers, pullers))
            .withPolicy(PolicyKind.FIXED));
  }

  /** Every fixed split of the workers. */
  static List<Contender> splits(Setting setting) {
    List<Contender> all = new ArrayList<>();
    for (int pushers = 1; pushers < setting.workers(); pushers++) {
      all.add(split(pushers, setting));
    }
    return all;
  }
}

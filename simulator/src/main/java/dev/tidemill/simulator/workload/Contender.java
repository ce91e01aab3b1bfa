package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A policy with the workers of a setting.
 *
 * @param name what it is called in tables
 * @param settings of its pool
 */
record Contender(String name, PoolSettings settings) {

  /** That policy; for the fixed one every split of the workers. */
  static List<Contender> of(PolicyKind policy, Setting setting) {
    if (policy == PolicyKind.FIXED) {
      return splits(setting);
    }
    int most = setting.workers() - 1;
    return List.of(
        new Contender(
            policy.name().toLowerCase(Locale.ROOT),
            PoolSettings.DEFAULTS
                .withLimits(new Limits(most, most))
                .withPolicy(policy)
                .withTargetWait(setting.targetWait())));
  }

  private static Contender split(int pushers, Setting setting) {
    int pullers = setting.workers() - pushers;
    return new Contender(
        "fixed " + pushers + "/" + pullers,
        PoolSettings.DEFAULTS
            .withLimits(new Limits(pushers, pullers))
            .withPolicy(PolicyKind.FIXED));
  }

  private static List<Contender> splits(Setting setting) {
    List<Contender> all = new ArrayList<>();
    for (int pushers = 1; pushers < setting.workers(); pushers++) {
      all.add(split(pushers, setting));
    }
    return all;
  }
}

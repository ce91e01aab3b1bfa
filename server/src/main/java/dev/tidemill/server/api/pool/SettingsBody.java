package dev.tidemill.server.api.pool;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.server.api.Body;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Settings of a pool of which a body changes some. */
record SettingsBody(Body body) {

  private static final long LONGEST = 24 * 3600 * 1000; // ms

  static SettingsBody of(Body body) {
    return new SettingsBody(
        body.only(
            "maxPushers",
            "maxPullers",
            "minPushers",
            "minPullers",
            "switchEvery",
            "policy",
            "turnOrder",
            "pushIntervalMs",
            "targetWaitMs",
            "maxBacklog"));
  }

  /** The settings with what the body names changed. */
  PoolSettings applied(PoolSettings before) {
    Limits limits = before.limits();
    return new PoolSettings(
        new Limits(
            most("maxPushers", limits.maxPushers(), "minPushers", limits.minPushers()),
            most("maxPullers", limits.maxPullers(), "minPullers", limits.minPullers()),
            limit("minPushers", limits.minPushers()),
            limit("minPullers", limits.minPullers())),
        (int) body.number("switchEvery", before.switchEvery(), 1, Integer.MAX_VALUE),
        policy(before.policy()),
        order(before.turnOrder()),
        time("pushIntervalMs", before.pushInterval(), 0),
        time("targetWaitMs", before.targetWait(), 1),
        before.limiter(),
        body.number("maxBacklog", before.maxBacklog(), 0, Integer.MAX_VALUE));
  }

  /** It may not pass below the fewest there are to be, unless the body changes that one too. */
  private int most(String name, int before, String least, int fewest) {
    int most = limit(name, before);
    if (most < fewest && !body.has(least)) {
      throw body.refused(
          name,
          Integer.toString(most),
          "give %d to %d, or a lower %s with it".formatted(fewest, Limits.MOST, least));
    }
    return most;
  }

  private int limit(String name, int before) {
    return (int) body.number(name, before, 0, Limits.MOST);
  }

  private PolicyKind policy(PolicyKind before) {
    return body.has("policy")
        ? PolicyKind.valueOf(upper("policy", List.of("staircase", "fixed", "balance")))
        : before;
  }

  private TurnOrder order(TurnOrder before) {
    return body.has("turnOrder")
        ? TurnOrder.valueOf(upper("turnOrder", List.of("fifo", "lifo")))
        : before;
  }

  private String upper(String name, List<String> words) {
    return body.word(name, words).toUpperCase(Locale.ROOT);
  }

  private Duration time(String name, Duration before, long least) {
    return body.has(name) ? Duration.ofMillis(body.number(name, 0, least, LONGEST)) : before;
  }
}

package dev.tidemill.pool.run;

import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a plan and its settings stand in the history. */
final class PlanJson {

  private PlanJson() {}

  static String of(PoolState plan) {
    PoolSettings settings = plan.settings();
    return ("{\"pushers\":%d,\"pullers\":%d,\"total\":%d,\"maxPushers\":%d,\"maxPullers\":%d,"
            + "\"minPushers\":%d,\"minPullers\":%d,\"switchEvery\":%d,\"policy\":\"%s\","
            + "\"turnOrder\":\"%s\",\"pushIntervalMs\":%d,\"targetWaitMs\":%d,"
            + "\"limiter\":%s,\"maxBacklog\":%d}")
        .formatted(
            plan.pushers(),
            plan.pullers(),
            plan.total(),
            settings.limits().maxPushers(),
            settings.limits().maxPullers(),
            settings.limits().minPushers(),
            settings.limits().minPullers(),
            settings.switchEvery(),
            lower(settings.policy()),
            lower(settings.turnOrder()),
            settings.pushInterval().toMillis(),
            settings.targetWait().toMillis(),
            limiter(settings.limiter()),
            settings.maxBacklog());
  }

  private static String limiter(@Nullable RateLimit limiter) {
    return limiter == null
        ? "null"
        : "{\"max\":%d,\"perMs\":%d}".formatted(limiter.max(), limiter.per().toMillis());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

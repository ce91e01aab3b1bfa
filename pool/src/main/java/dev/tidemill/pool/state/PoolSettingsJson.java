package dev.tidemill.pool.state;

import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@link PoolSettings} among the fields of a JSON object; times as ISO 8601 writes them. */
final class PoolSettingsJson {

  private PoolSettingsJson() {}

  static void write(ObjectNode json, PoolSettings settings) {
    Limits limits = settings.limits();
    json.put("maxPushers", limits.maxPushers());
    json.put("maxPullers", limits.maxPullers());
    json.put("minPushers", limits.minPushers());
    json.put("minPullers", limits.minPullers());
    json.put("switchEvery", settings.switchEvery());
    json.put("policy", lower(settings.policy()));
    json.put("turnOrder", lower(settings.turnOrder()));
    json.put("pushInterval", settings.pushInterval().toString());
    json.put("targetWait", settings.targetWait().toString());
    RateLimit limiter = settings.limiter();
    if (limiter != null) {
      json.putObject("limiter").put("max", limiter.max()).put("per", limiter.per().toString());
    }
    json.put("maxBacklog", settings.maxBacklog());
  }

  static PoolSettings read(JsonNode json) {
    return new PoolSettings(
        limits(json),
        json.required("switchEvery").intValue(),
        PolicyKind.valueOf(upper(json.required("policy"))),
        TurnOrder.valueOf(upper(json.required("turnOrder"))),
        time(json, "pushInterval", Duration.ZERO),
        time(json, "targetWait", PoolSettings.TARGET_WAIT),
        limiter(json.path("limiter")),
        json.path("maxBacklog").longValue(0));
  }

  private static Limits limits(JsonNode json) {
    Limits most =
        new Limits(json.required("maxPushers").intValue(), json.required("maxPullers").intValue());
    return new Limits(
        most.maxPushers(),
        most.maxPullers(),
        json.path("minPushers").intValue(most.minPushers()),
        json.path("minPullers").intValue(most.minPullers()));
  }

  private static @Nullable RateLimit limiter(JsonNode json) {
    return json.isObject()
        ? new RateLimit(json.required("max").intValue(), time(json, "per", Duration.ZERO))
        : null;
  }

  private static Duration time(JsonNode json, String field, Duration otherwise) {
    JsonNode text = json.path(field);
    return text.isString() ? Duration.parse(text.asString()) : otherwise;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(JsonNode value) {
    return value.asString().toUpperCase(Locale.ROOT);
  }
}

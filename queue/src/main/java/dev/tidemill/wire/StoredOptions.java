package dev.tidemill.wire;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Keep;
import dev.tidemill.job.TimeBound;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Those of a stored job's options that decide what becomes of it, read tolerantly: what is missing
 * or cannot be read is as if it had not been given.
 *
 * @param attempts how often it is tried in all
 * @param backoff the wait between attempts, or null
 * @param lifo whether a retry goes before those that wait
 * @param removeOnComplete or null when the worker decides
 * @param removeOnFail or null when the worker decides
 * @param stackTraceLimit how many stack traces stay; -1 for all
 */
public record StoredOptions(
    int attempts,
    @Nullable Backoff backoff,
    boolean lifo,
    @Nullable Keep removeOnComplete,
    @Nullable Keep removeOnFail,
    int stackTraceLimit) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final StoredOptions NONE = new StoredOptions(0, null, false, null, null, -1);

  /** Reads the options of a job from its {@code opts}. */
  public static StoredOptions parse(String text) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
      return json.nextToken() == JsonToken.START_OBJECT ? read(json) : NONE;
    } catch (JacksonException e) {
      return NONE;
    }
  }

  private static int within(long value) {
    return Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private static double share(double value) {
    return value >= 0 ? Math.min(value, 1) : 0; // also for what is no number
  }

  private static StoredOptions read(JsonParser json) {
    int attempts = 0;
    int traces = -1;
    boolean lifo = false;
    Backoff backoff = null;
    Keep complete = null;
    Keep fail = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "attempts" -> attempts = within(json.getValueAsLong(0));
        case "lifo" -> lifo = json.getValueAsBoolean(false);
        case "backoff" -> backoff = backoff(json);
        case "removeOnComplete" -> complete = keep(json);
        case "removeOnFail" -> fail = keep(json);
        case "stackTraceLimit" -> traces = within(json.getValueAsLong(-1));
        default -> json.skipChildren();
      }
    }
    return new StoredOptions(attempts, backoff, lifo, complete, fail, traces);
  }

  private static @Nullable Backoff backoff(JsonParser json) {
    if (json.currentToken().isNumeric()) {
      return Backoff.fixed(millis(json));
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return null;
    }
    String type = "fixed";
    Duration delay = Duration.ZERO;
    double jitter = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "type" -> type = String.valueOf(json.getValueAsString());
        case "delay" -> delay = millis(json);
        case "jitter" -> jitter = share(json.getValueAsDouble(0));
        default -> json.skipChildren();
      }
    }
    return new Backoff(type, delay, jitter);
  }

  /** Others may have stored more than our own options take. */
  private static Duration millis(JsonParser json) {
    return TimeBound.atMost(Duration.ofMillis(Math.max(0, json.getValueAsLong(0))));
  }

  private static @Nullable Keep keep(JsonParser json) {
    return switch (json.currentToken()) {
      case VALUE_TRUE -> Keep.none();
      case VALUE_FALSE -> Keep.all();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> newest(json.getValueAsLong(-1));
      case START_OBJECT -> keepObject(json);
      default -> {
        json.skipChildren();
        yield null;
      }
    };
  }

  private static Keep newest(long count) {
    return count < 0 ? Keep.all() : Keep.newest(count);
  }

  private static Keep keepObject(JsonParser json) {
    Long count = null;
    Duration age = null;
    Integer limit = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      long value = json.currentToken().isNumeric() ? json.getValueAsLong(0) : -1;
      switch (name) {
        case "count" -> count = value < 0 ? null : value;
        case "age" -> age = value <= 0 ? null : TimeBound.atMost(Duration.ofSeconds(value));
        case "limit" -> limit = value < 1 ? null : within(value);
        default -> json.skipChildren();
      }
    }
    return new Keep(count, age, limit);
  }
}

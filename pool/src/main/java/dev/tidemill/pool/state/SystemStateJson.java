package dev.tidemill.pool.state;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link SystemState} as JSON, under the original's field names.
 *
 * <p>Reading is lenient, for the text may come from anywhere: a figure is a whole number from 0 to
 * {@link PoolState#MOST_MESSAGES}, or a text that is one. Any other counts as missing. What is
 * missing is told by the others: a total by the switches, ten messages each; the switches by the
 * total; the messages of this increment by both; the role by the switches, even for "Pusher"; a
 * count is 0.
 */
public final class SystemStateJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> FIGURES =
      Set.of("pusherCount", "pullerCount", "messageCount", "totalMessageCount", "roleSwitchCount");

  private SystemStateJson() {}

  /** The six fields, and {@code version} when there is one, on one line. */
  public static String write(SystemState state) {
    String six =
        "{\"pusherCount\":%d,\"pullerCount\":%d,\"messageCount\":%d,\"totalMessageCount\":%d,\"roleSwitchCount\":%d,\"currentRole\":\"%s\""
            .formatted(
                state.pusherCount(),
                state.pullerCount(),
                state.messageCount(),
                state.totalMessageCount(),
                state.roleSwitchCount(),
                state.currentRole().label());
    return six + (state.version() == null ? "}" : ",\"version\":" + state.version() + "}");
  }

  /** The figures in a text, or null when it is no JSON object or has none of them. */
  public static @Nullable SystemState read(String text) {
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JacksonException e) {
      return null;
    }
    if (!json.isObject() || FIGURES.stream().noneMatch(json::has)) {
      return null;
    }
    return figures(json);
  }

  private static SystemState figures(JsonNode json) {
    Long total = number(json, "totalMessageCount");
    Long switches = number(json, "roleSwitchCount");
    Long increment = number(json, "messageCount");
    long switched = switches != null ? switches : or(total, 0) / TakeOver.SWITCH_EVERY;
    long counted = total != null ? total : counted(switched, or(increment, 0));
    long beyond = Math.max(0, counted - switched * TakeOver.SWITCH_EVERY);
    return new SystemState(
        or(number(json, "pusherCount"), 0),
        or(number(json, "pullerCount"), 0),
        or(increment, Math.min(beyond, TakeOver.SWITCH_EVERY - 1)),
        counted,
        switched,
        role(json.path("currentRole").asString(""), switched),
        number(json, "version"));
  }

  private static long counted(long switches, long increment) {
    long most = PoolState.MOST_MESSAGES / TakeOver.SWITCH_EVERY - 1;
    return Math.min(switches, most) * TakeOver.SWITCH_EVERY
        + Math.min(increment, TakeOver.SWITCH_EVERY - 1);
  }

  private static Role role(String label, long switches) {
    for (Role role : Role.values()) {
      if (role.label().equalsIgnoreCase(label)) {
        return role;
      }
    }
    return switches % 2 == 0 ? Role.PUSHER : Role.PULLER;
  }

  private static long or(@Nullable Long number, long otherwise) {
    return number != null ? number : otherwise;
  }

  private static @Nullable Long number(JsonNode json, String field) {
    JsonNode value = json.path(field);
    String text = value.isNumber() || value.isString() ? value.asString().strip() : "";
    if (!text.matches("\\d{1,16}(\\.0+)?")) {
      return null;
    }
    int point = text.indexOf('.');
    long number = Long.parseLong(point < 0 ? text : text.substring(0, point));
    return number <= PoolState.MOST_MESSAGES ? number : null;
  }
}

package dev.tidemill.server.api.pool;

import dev.tidemill.pool.PoolView;
import dev.tidemill.pool.state.SystemState;
import dev.tidemill.pool.state.SystemStateJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A pool's figures as JSON, under the names that the original gave them where it had them. */
public final class PoolJson {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String NO_STATE = "No state found in Redis.";
  private static final String MAY_BE_OLD = "Note: The state might not be up-to-date.";

  private PoolJson() {}

  /** The original's six fields, in its order and nothing else. */
  public static ObjectNode state(PoolView view) {
    ObjectNode six = JSON.createObjectNode();
    six.put("pusherCount", view.pusherCount());
    six.put("pullerCount", view.pullerCount());
    six.put("messageCount", view.messageCount());
    six.put("totalMessageCount", view.totalMessageCount());
    six.put("roleSwitchCount", view.roleSwitchCount());
    six.put("currentRole", view.currentRole());
    return six;
  }

  /** All that is known of the pool at this moment. */
  public static String view(PoolView view) {
    return JSON.writeValueAsString(view);
  }

  /** The answer when nothing has been saved yet, as the original gave it. */
  public static String noSavedState() {
    return message(NO_STATE).toString();
  }

  /**
   * The answer with the state that Redis holds, as the original gave it: the six fields, whatever
   * else we keep beside them.
   */
  public static String savedState(String saved) {
    ObjectNode answer = message(MAY_BE_OLD);
    SystemState known = SystemStateJson.read(saved);
    if (known != null) {
      answer.set("redisState", six(known));
    } else {
      answer.put("redisState", saved);
    }
    return answer.toString();
  }

  /**
   * The state that Redis holds beside the live one: {@code saved} is null when there is none, or
   * none that can be read.
   */
  static String states(@Nullable String saved, PoolView live) {
    SystemState known = saved == null ? null : SystemStateJson.read(saved);
    ObjectNode answer = message(NO_STATE);
    if (known != null) {
      answer.put("message", MAY_BE_OLD);
    } else if (saved != null) {
      answer.put("message", "What Redis holds under systemState is no state that can be read.");
    }
    answer.set("saved", known == null ? null : six(known));
    return answer.set("live", state(live)).toString();
  }

  private static JsonNode six(SystemState known) {
    return JSON.readTree(SystemStateJson.write(unversioned(known)));
  }

  private static SystemState unversioned(SystemState state) {
    return new SystemState(
        state.pusherCount(),
        state.pullerCount(),
        state.messageCount(),
        state.totalMessageCount(),
        state.roleSwitchCount(),
        state.currentRole(),
        null);
  }

  private static ObjectNode message(String text) {
    return JSON.createObjectNode().put("message", text);
  }

  /** The object that a text holds, or null when it holds none. */
  public static @Nullable ObjectNode object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object ? object : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** An empty object to be filled. */
  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** Any value as a tree, to be put into an object. */
  public static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }
}

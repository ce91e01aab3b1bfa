package dev.tidemill.pool.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link PoolState} as the JSON that the store keeps: {@code version} first, then the six figures
 * of {@link SystemState}, then the rest. Counts are there for people; the seats are what is read.
 */
public final class PoolStateJson {

  private static final JsonMapper JSON = new JsonMapper();

  private PoolStateJson() {}

  /** The plan on one line. */
  public static String write(PoolState state) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", state.version());
    json.put("pusherCount", state.pushers());
    json.put("pullerCount", state.pullers());
    json.put("messageCount", state.messageCount());
    json.put("totalMessageCount", state.total());
    json.put("roleSwitchCount", state.switches());
    json.put("currentRole", state.currentRole().label());
    json.put("nextSwitchAt", state.nextSwitchAt());
    json.put("direction", state.pushersRising() ? "rising" : "falling");
    json.put("maxPushers", state.limits().maxPushers());
    json.put("maxPullers", state.limits().maxPullers());
    json.put("switchEvery", state.switchEvery());
    json.put("policy", lower(state.policy()));
    json.put("turnOrder", lower(state.turnOrder()));
    for (Role role : Role.values()) {
      var seats = json.putArray(field(role));
      state.seats().stream()
          .filter(seat -> seat.role() == role)
          .forEach(seat -> seats.add(seat.worker()));
    }
    json.put("nextWorker", state.nextWorker());
    json.put("updatedAt", state.updatedAtMs());
    return json.toString();
  }

  /**
   * The plan in a text that {@link #write} made.
   *
   * @throws IllegalArgumentException when it is none; the message says what is wrong with it
   */
  public static PoolState read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      List<Seat> seats = new ArrayList<>();
      for (Role role : Role.values()) {
        json.required(field(role)).forEach(worker -> seats.add(new Seat(worker.asString(), role)));
      }
      return new PoolState(
          json.required("version").longValue(),
          json.required("totalMessageCount").longValue(),
          json.required("roleSwitchCount").longValue(),
          json.required("nextSwitchAt").longValue(),
          Role.of(json.required("currentRole").asString()),
          "rising".equals(json.required("direction").asString()),
          settings(json),
          seats,
          json.required("nextWorker").longValue(),
          json.required("updatedAt").longValue());
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "State of a pool cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private static PoolSettings settings(JsonNode json) {
    Limits limits =
        new Limits(json.required("maxPushers").intValue(), json.required("maxPullers").intValue());
    return new PoolSettings(
        limits,
        json.required("switchEvery").intValue(),
        PolicyKind.valueOf(upper(json.required("policy"))),
        TurnOrder.valueOf(upper(json.required("turnOrder"))));
  }

  private static String field(Role role) {
    return role == Role.PUSHER ? "pushers" : "pullers";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String upper(JsonNode value) {
    return value.asString().toUpperCase(Locale.ROOT);
  }
}

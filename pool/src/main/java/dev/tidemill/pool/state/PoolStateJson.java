package dev.tidemill.pool.state;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link PoolState} as the JSON that the store keeps: {@code version} first, then the six figures
 * of {@link SystemState}, then the rest. Counts are there for people; the seats are what is read.
 */
public final class PoolStateJson {

  /** 1 had no format, no fewest workers, no times, no rest; a reader of 2 reads it. */
  public static final int FORMAT = 2;

  private static final JsonMapper JSON = new JsonMapper();

  private PoolStateJson() {}

  /** The plan on one line. */
  public static String write(PoolState state) {
    ObjectNode json = JSON.createObjectNode();
    json.put("version", state.version());
    json.put("format", FORMAT);
    json.put("pusherCount", state.pushers());
    json.put("pullerCount", state.pullers());
    json.put("messageCount", state.messageCount());
    json.put("totalMessageCount", state.total());
    json.put("roleSwitchCount", state.switches());
    json.put("currentRole", state.currentRole().label());
    json.put("nextSwitchAt", state.nextSwitchAt());
    json.put("direction", state.pushersRising() ? "rising" : "falling");
    PoolSettingsJson.write(json, state.settings());
    for (Role role : Role.values()) {
      var seats = json.putArray(field(role));
      state.seats().stream()
          .filter(seat -> seat.role() == role)
          .forEach(seat -> seats.add(seat.worker()));
    }
    json.put("nextWorker", state.nextWorker());
    json.put("updatedAt", state.updatedAtMs());
    PoolSettingsJson.write(json.putObject("asked"), state.steering().asked());
    ObjectNode resting = json.putObject("resting");
    state.resting().forEach(seat -> resting.put(seat.worker(), seat.role().label()));
    json.put("steppedAt", state.steering().steppedAtMs());
    json.put("placedAt", state.steering().placedAtMs());
    return json.toString();
  }

  /** The format of a text that {@link #read} reads. */
  public static int format(String text) {
    return JSON.readTree(text).path("format").intValue(1);
  }

  /**
   * The plan in a text that {@link #write} made, also that of an older release.
   *
   * @throws NewerState when a newer release made it, in a form that this one does not know
   * @throws IllegalArgumentException when it is none; the message says what is wrong with it
   */
  public static PoolState read(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      int format = json.path("format").intValue(1);
      if (format > FORMAT) {
        throw new NewerState(format, FORMAT);
      }
      PoolSettings settings = PoolSettingsJson.read(json);
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
          settings,
          seats,
          json.required("nextWorker").longValue(),
          json.required("updatedAt").longValue(),
          steering(json, settings));
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("State of a pool cannot be read: " + e.getMessage(), e);
    }
  }

  /** The first release had none of it: what was in force was what had been asked for. */
  private static Steering steering(JsonNode json, PoolSettings settings) {
    JsonNode asked = json.path("asked");
    List<Seat> resting = new ArrayList<>();
    json.path("resting")
        .properties()
        .forEach(seat -> resting.add(new Seat(seat.getKey(), Role.of(seat.getValue().asString()))));
    return new Steering(
        asked.isObject() ? PoolSettingsJson.read(asked) : settings,
        resting,
        json.path("steppedAt").longValue(0),
        json.path("placedAt").longValue(0));
  }

  private static String field(Role role) {
    return role == Role.PUSHER ? "pushers" : "pullers";
  }
}

package dev.tidemill.server.sse;

import dev.tidemill.server.api.pool.PoolJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last hour: samples and who had which role when.
 *
 * <p><b>Threading:</b> guarded by the hub's lock.
 */
final class Picture {

  private static final int MOST_SAMPLES = 3_600;
  private static final int MOST_TURNS = 1_200;
  private static final String[] COLUMNS = {
    "t", "pushers", "pullers", "waiting", "pushed", "done", "failed"
  };

  private final Deque<long[]> samples = new ArrayDeque<>();
  private final Map<String, Deque<Turn>> lanes = new TreeMap<>();

  private static final int MOST_EVENTS = 300;

  private final Deque<ObjectNode> events = new ArrayDeque<>();

  private record Turn(long t, String role) {}

  void sample(ObjectNode sample) {
    long[] row = new long[COLUMNS.length];
    for (int n = 0; n < row.length; n++) {
      row[n] = sample.path(COLUMNS[n]).asLong(0);
    }
    samples.addLast(row);
    if (samples.size() > MOST_SAMPLES) {
      samples.removeFirst();
    }
  }

  void turn(ObjectNode turn) {
    Deque<Turn> lane =
        lanes.computeIfAbsent(turn.path("worker").asString(""), worker -> new ArrayDeque<>());
    lane.addLast(new Turn(turn.path("t").asLong(0), turn.path("role").asString("")));
    if (lane.size() > MOST_TURNS) {
      lane.removeFirst();
    }
  }

  /** Anything else that has happened; who rests or dies leaves its lane meanwhile. */
  void event(String kind, ObjectNode told) {
    events.addLast(told.deepCopy().put("kind", kind));
    if (events.size() > MOST_EVENTS) {
      events.removeFirst();
    }
    if (told.has("worker")) {
      ObjectNode turn = told.deepCopy();
      switch (kind) {
        case "rest" -> turn(turn.put("role", "Resting"));
        case "death" -> turn(turn.put("role", "Gone"));
        case "resume" -> turn(turn);
        default -> {
          // It concerns no lane.
        }
      }
    }
  }

  /** What else has happened, oldest first. */
  ArrayNode events() {
    ArrayNode all = PoolJson.object().putArray("events");
    events.forEach(all::add);
    return all;
  }

  /** The samples since a time, a column for each figure. */
  ObjectNode history(long fromMillis) {
    ObjectNode history = PoolJson.object();
    ArrayNode[] columns = Stream.of(COLUMNS).map(history::putArray).toArray(ArrayNode[]::new);
    for (long[] row : samples) {
      for (int n = 0; row[0] >= fromMillis && n < row.length; n++) {
        columns[n].add(row[n]);
      }
    }
    return history;
  }

  /** Each worker's roles with the time it took them. */
  ObjectNode lanes() {
    ObjectNode all = PoolJson.object();
    lanes.forEach(
        (worker, lane) -> {
          ArrayNode turns = all.putArray(worker);
          lane.forEach(turn -> turns.addArray().add(turn.t()).add(turn.role()));
        });
    return all;
  }

  /** When the newest sample was taken, or null when there is none. */
  @Nullable Long newest() {
    long[] last = samples.peekLast();
    return last == null ? null : last[0];
  }
}

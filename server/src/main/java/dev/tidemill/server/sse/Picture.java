package dev.tidemill.server.sse;

import dev.tidemill.server.api.pool.PoolJson;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
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
  private static final long HOUR_MS = 3_600_000;

  /** Of all workers, as many as the history can hold; at some 40 bytes each less than 4 MiB. */
  private static final int MOST_TURNS = 100_000;

  private static final String[] COLUMNS = {
    "t", "pushers", "pullers", "waiting", "pushed", "done", "failed"
  };

  private final Deque<long[]> samples = new ArrayDeque<>();
  private final Map<String, Deque<Turn>> lanes = new TreeMap<>();
  private int turns; // in all lanes

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
    long t = turn.path("t").asLong(0);
    String role = turn.path("role").asString("").intern(); // there are four
    Turn last = lane.peekLast();
    if (last != null && last.t() <= t && last.role().equals(role)) {
      return; // it is only told again
    }
    lane.addLast(new Turn(t, role));
    turns++;
    while (lane.size() > 1 && second(lane).t() <= t - HOUR_MS) {
      removeFirst(lane);
    }
    if (turns > MOST_TURNS) {
      removeFirst(Collections.max(lanes.values(), Comparator.comparingInt(Deque::size)));
    }
  }

  private static Turn second(Deque<Turn> lane) {
    return lane.stream().skip(1).findFirst().orElseThrow();
  }

  private void removeFirst(Deque<Turn> lane) {
    lane.removeFirst();
    turns--;
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

  /**
   * The samples since a time, a column for each figure.
   *
   * @param stepMillis so much time has one sample, its last; 0 for all samples
   */
  ObjectNode history(long fromMillis, long stepMillis) {
    ObjectNode history = PoolJson.object();
    ArrayNode[] columns = Stream.of(COLUMNS).map(history::putArray).toArray(ArrayNode[]::new);
    List<long[]> rows = samples.stream().filter(row -> row[0] >= fromMillis).toList();
    for (int at = 0; at < rows.size(); at++) {
      boolean told = at + 1 == rows.size() || isStep(rows.get(at), rows.get(at + 1), stepMillis);
      for (int n = 0; told && n < columns.length; n++) {
        columns[n].add(rows.get(at)[n]);
      }
    }
    return history;
  }

  private static boolean isStep(long[] row, long[] next, long stepMillis) {
    return stepMillis == 0 || row[0] / stepMillis != next[0] / stepMillis;
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

package dev.tidemill.server.cli.noun;

import dev.tidemill.server.api.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What a pool and its queues were like at each look, the last one in full. */
final class Seen {

  private static final int MOST = 500;

  private final List<Long> depths = new ArrayList<>();
  private final List<Long> pushers = new ArrayList<>();
  private final List<Long> pullers = new ArrayList<>();
  private final Map<String, StringBuilder> lanes = new TreeMap<>();
  private JsonNode pool = Json.object();
  private JsonNode queues = Json.object();

  /**
   * One more look.
   *
   * @param seenPool as the API tells it
   * @param seenQueues the items of the list of queues
   */
  void see(JsonNode seenPool, JsonNode seenQueues) {
    pool = seenPool;
    queues = seenQueues;
    JsonNode counts = pool.path("counts");
    add(depths, counts.path("waiting").asLong(0) + counts.path("prioritized").asLong(0));
    add(pushers, pool.path("pusherCount").asLong(0));
    add(pullers, pool.path("pullerCount").asLong(0));
    workers().forEach(worker -> lanes.computeIfAbsent(id(worker), any -> new StringBuilder()));
    lanes.forEach((id, lane) -> lane.append(mark(id)).delete(0, Math.max(0, lane.length() - MOST)));
  }

  private static void add(List<Long> values, long value) {
    values.add(value);
    if (values.size() > MOST) {
      values.remove(0);
    }
  }

  /** A letter for what a worker is: push, pull, rest, or away. */
  private char mark(String id) {
    for (JsonNode worker : workers()) {
      if (id(worker).equals(id)) {
        boolean pushes = worker.path("role").asString("").equals("Pusher");
        return worker.path("rests").asBoolean(false) ? '.' : pushes ? '^' : 'v';
      }
    }
    return ' ';
  }

  private static String id(JsonNode worker) {
    return worker.path("id").asString("");
  }

  JsonNode pool() {
    return pool;
  }

  /** By their ids, so that a row stays where it is. */
  List<JsonNode> workers() {
    return list(pool.path("workers"), Comparator.comparing(Seen::id));
  }

  List<JsonNode> queues() {
    return list(queues, Comparator.comparing(queue -> queue.path("name").asString("")));
  }

  private static List<JsonNode> list(JsonNode items, Comparator<JsonNode> order) {
    return StreamSupport.stream(items.spliterator(), false).sorted(order).toList();
  }

  List<Long> depths() {
    return depths;
  }

  List<Long> pushers() {
    return pushers;
  }

  List<Long> pullers() {
    return pullers;
  }

  /** What a worker was at each look, a letter each. */
  String lane(JsonNode worker) {
    return lanes.getOrDefault(id(worker), new StringBuilder()).toString();
  }
}

package dev.tidemill.interop;

import dev.tidemill.job.NewJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One queue as BullMQ under Node.js has it: any method of a queue, a job or a worker by name. */
final class NodeSide {

  private final NodePeer peer;
  private final String prefix;
  private final String queue;

  NodeSide(NodePeer peer, String prefix, String queue) {
    this.peer = peer;
    this.prefix = prefix;
    this.queue = queue;
  }

  /** Has the peer carry out one of its duties for this queue. */
  JsonNode call(String what, Map<String, ?> arguments) {
    Map<String, Object> request = new HashMap<>(arguments);
    request.put("prefix", prefix);
    request.putIfAbsent("queue", queue);
    request.put("now", null);
    return peer.call(what, request);
  }

  String add(NewJob job) {
    return call(
            "add",
            Map.of(
                "name", job.name(),
                "data", Scene.JSON.readTree(job.data()),
                "opts", NodeOptions.of(job.options())))
        .asString();
  }

  List<String> addAll(List<NewJob> jobs) {
    List<Object> entries = new ArrayList<>();
    for (NewJob job : jobs) {
      entries.add(
          Map.of(
              "name", job.name(),
              "data", Scene.JSON.readTree(job.data()),
              "opts", NodeOptions.of(job.options())));
    }
    List<String> ids = new ArrayList<>();
    call("addBulk", Map.of("jobs", entries)).forEach(id -> ids.add(id.asString()));
    return ids;
  }

  /** Calls a method of the class Queue. */
  JsonNode queue(String method, Object... arguments) {
    return call("queue", Map.of("method", method, "args", List.of(arguments)));
  }

  /** Calls a method of a job. */
  JsonNode job(String id, String method, Object... arguments) {
    return call("job", Map.of("job", id, "method", method, "args", List.of(arguments)));
  }

  /** A job as it stands, or null. */
  JsonNode job(String id) {
    return call("job", Map.of("job", id));
  }

  /** The ids that a getter of the class Queue lists, such as {@code getWaiting}. */
  List<String> ids(String getter, Object... arguments) {
    List<String> ids = new ArrayList<>();
    queue(getter, arguments).forEach(job -> ids.add(job.get("id").asString()));
    return ids;
  }

  /** What QueueEvents has heard so far, in order. */
  List<JsonNode> heard() {
    return peer.events(prefix);
  }

  void close() {
    peer.call("close", Map.of("prefix", prefix));
  }
}

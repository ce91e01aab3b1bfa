package dev.tidemill.server.api.queue;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueWorker;
import dev.tidemill.redis.CommandRejected;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is connected for a queue.
 *
 * @param workers that take its jobs
 * @param listeners to its events
 * @param refused why Redis does not tell; empty when it does
 */
record Clients(List<QueueWorker> workers, List<QueueWorker> listeners, String refused) {

  static Clients of(Queue queue) {
    try {
      return new Clients(queue.figures().workers(), queue.figures().listeners(), "");
    } catch (CommandRejected e) {
      return new Clients(List.of(), List.of(), String.valueOf(e.getMessage()));
    }
  }

  void into(ObjectNode answer) {
    ArrayNode items = answer.putArray("items");
    workers.forEach(one -> items.add(QueueJson.client("worker", one)));
    listeners.forEach(one -> items.add(QueueJson.client("events", one)));
    answer.put("available", refused.isEmpty());
    if (!refused.isEmpty()) {
      answer.put("reason", refused);
    }
  }
}

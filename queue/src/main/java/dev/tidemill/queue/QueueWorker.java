package dev.tidemill.queue;

import java.time.Duration;
import java.util.Map;

/**
 * A client that is connected to Redis on behalf of a queue, as Redis lists it.
 *
 * @param name the worker's own name; empty when it has none
 * @param fields what Redis tells of the connection, under Redis's names
 */
public record QueueWorker(String name, Map<String, String> fields) {

  /** Keeps its own copy of the fields. */
  public QueueWorker {
    fields = Map.copyOf(fields);
  }

  /** Where it is connected from, as host and port. */
  public String address() {
    return fields.getOrDefault("addr", "");
  }

  /** For how long it has been connected, in whole seconds. */
  public Duration age() {
    return Duration.ofSeconds(Long.parseLong(fields.getOrDefault("age", "0")));
  }
}

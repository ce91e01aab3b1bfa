package dev.tidemill.wire;

import dev.tidemill.event.QueueEvent;
import dev.tidemill.redis.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the events stream (protocol 4).
 *
 * @param at its id
 * @param fields its fields, {@code event} among them
 */
public record EventEntry(String at, Map<String, String> fields) {

  /** Reads what XREAD of one stream answered; empty when nothing came in time. */
  public static List<EventEntry> read(Reply reply) {
    if (reply.list().isEmpty()) {
      return List.of();
    }
    return reply.list().getFirst().list().get(1).list().stream()
        .map(Reply::list)
        .map(entry -> new EventEntry(entry.get(0).text(), entry.get(1).fields()))
        .toList();
  }

  /** The entry as an event; one that is not what its name promises is a custom one. */
  public QueueEvent event() {
    String name = text("event");
    @Nullable QueueEvent known = fields.containsKey("jobId") ? ofJob(name) : ofQueue(name);
    return known == null ? custom(name) : known;
  }

  private QueueEvent.Custom custom(String name) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    rest.remove("event");
    return new QueueEvent.Custom(at, name, rest);
  }

  private @Nullable QueueEvent ofJob(String name) {
    String id = text("jobId");
    String prev = text("prev");
    return switch (name) {
      case "added" -> new QueueEvent.Added(at, id, text("name"));
      case "waiting" -> new QueueEvent.Waiting(at, id, prev);
      case "delayed" -> new QueueEvent.Delayed(at, id, number("delay"));
      case "waiting-children" -> new QueueEvent.WaitingChildren(at, id, prev);
      case "active" -> new QueueEvent.Active(at, id, prev);
      case "progress" -> new QueueEvent.Progress(at, id, text("data"));
      case "completed" -> new QueueEvent.Completed(at, id, text("returnvalue"), prev);
      case "failed" -> new QueueEvent.Failed(at, id, text("failedReason"), prev);
      case "retries-exhausted" -> new QueueEvent.RetriesExhausted(at, id, number("attemptsMade"));
      case "stalled" -> new QueueEvent.Stalled(at, id);
      case "removed" -> new QueueEvent.Removed(at, id, prev);
      case "duplicated" -> new QueueEvent.Duplicated(at, id);
      case "deduplicated" ->
          new QueueEvent.Deduplicated(at, id, text("deduplicationId"), text("deduplicatedJobId"));
      default -> null;
    };
  }

  private @Nullable QueueEvent ofQueue(String name) {
    return switch (name) {
      case "drained" -> new QueueEvent.Drained(at);
      case "paused" -> new QueueEvent.Paused(at);
      case "resumed" -> new QueueEvent.Resumed(at);
      case "cleaned" -> new QueueEvent.Cleaned(at, number("count"));
      default -> null;
    };
  }

  private String text(String field) {
    return fields.getOrDefault(field, "");
  }

  private long number(String field) {
    try {
      return (long) Double.parseDouble(text(field)); // other clients write fractions and exponents
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

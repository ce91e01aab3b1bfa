package dev.tidemill.interop;

import dev.tidemill.event.QueueEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An event as a listener of BullMQ's QueueEvents is told it. */
record AsNode(String at, String name, JsonNode args) {

  private static final JsonMapper JSON = JsonMapper.shared();

  static AsNode of(JsonNode heard) {
    return new AsNode(heard.get("at").asString(), heard.get("name").asString(), heard.get("args"));
  }

  static AsNode of(QueueEvent event) {
    return switch (event) {
      case QueueEvent.Added e -> job(e, "added", "name", e.name());
      case QueueEvent.Waiting e -> job(e, "waiting", "prev", e.prev());
      case QueueEvent.Delayed e -> job(e, "delayed", "delay", e.due());
      case QueueEvent.WaitingChildren e -> job(e, "waiting-children", "prev", e.prev());
      case QueueEvent.Active e -> job(e, "active", "prev", e.prev());
      case QueueEvent.Progress e -> job(e, "progress", "data", JSON.readTree(e.data()));
      case QueueEvent.Completed e ->
          job(e, "completed", "returnvalue", JSON.readTree(e.returnValue()), "prev", e.prev());
      case QueueEvent.Failed e -> job(e, "failed", "failedReason", e.reason(), "prev", e.prev());
      case QueueEvent.RetriesExhausted e ->
          job(e, "retries-exhausted", "attemptsMade", Long.toString(e.attemptsMade()));
      case QueueEvent.Stalled e -> job(e, "stalled");
      case QueueEvent.Removed e -> job(e, "removed", "prev", e.prev());
      case QueueEvent.Duplicated e -> job(e, "duplicated");
      case QueueEvent.Deduplicated e ->
          job(
              e,
              "deduplicated",
              "deduplicationId",
              e.deduplicationId(),
              "deduplicatedJobId",
              e.deduplicatedJobId());
      case QueueEvent.Drained e -> told(e, "drained", Map.of());
      case QueueEvent.Paused e -> told(e, "paused", Map.of());
      case QueueEvent.Resumed e -> told(e, "resumed", Map.of());
      case QueueEvent.Cleaned e -> told(e, "cleaned", Map.of("count", Long.toString(e.count())));
      case QueueEvent.Custom e -> told(e, e.name(), e.fields());
    };
  }

  private static AsNode job(QueueEvent.OfJob event, String name, Object... words) {
    Map<String, Object> args = new LinkedHashMap<>();
    args.put("jobId", event.jobId());
    for (int n = 0; n < words.length; n += 2) {
      if (!words[n + 1].equals("")) {
        args.put((String) words[n], words[n + 1]);
      }
    }
    return told(event, name, args);
  }

  private static AsNode told(QueueEvent event, String name, Map<String, ?> args) {
    return new AsNode(event.at(), name, JSON.valueToTree(args));
  }
}

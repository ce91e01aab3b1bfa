package dev.tidemill.server.api.queue;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.job.RateLimit;
import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.queue.QueueWorker;
import dev.tidemill.server.api.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Queues as JSON. */
final class QueueJson {

  private QueueJson() {}

  static ObjectNode head(Entry queue, QueueMeta meta, JobCounts counts) {
    ObjectNode one = Json.object();
    one.put("prefix", queue.prefix()).put("name", queue.name()).put("paused", meta.paused());
    one.set("counts", counts(counts));
    return one;
  }

  static ObjectNode counts(JobCounts counts) {
    ObjectNode all = Json.object();
    all.put("waiting", counts.waiting()).put("active", counts.active());
    all.put("delayed", counts.delayed()).put("prioritized", counts.prioritized());
    all.put("waiting-children", counts.waitingChildren());
    all.put("completed", counts.completed()).put("failed", counts.failed());
    return all;
  }

  static void addTraffic(ObjectNode one, @Nullable Traffic traffic) {
    if (traffic == null) {
      return;
    }
    Traffic.Rates rates = traffic.rates();
    if (rates != null) {
      one.putObject("rates").put("in", rounded(rates.in())).put("out", rounded(rates.out()));
    }
    Json.putTime(one, "oldestWaiting", traffic.last().oldestWaiting());
  }

  /** A rate that fades comes to rest, so that who asks again is told that nothing has changed. */
  private static double rounded(double rate) {
    return Math.round(rate * 100) / 100.0;
  }

  static ObjectNode limits(QueueMeta meta) {
    ObjectNode limits = Json.object();
    if (meta.concurrency().isPresent()) {
      limits.put("concurrency", meta.concurrency().getAsInt());
    }
    RateLimit rate = meta.rateLimit();
    if (rate != null) {
      limits.putObject("rate").put("max", rate.max()).put("perMs", rate.per().toMillis());
    }
    return limits;
  }

  static ObjectNode client(String kind, QueueWorker worker) {
    ObjectNode one = Json.object();
    one.put("kind", kind).put("name", worker.name()).put("address", worker.address());
    one.put("ageSeconds", worker.age().toSeconds());
    one.put("idleSeconds", number(worker.fields().get("idle")));
    one.put("library", worker.fields().getOrDefault("lib-name", ""));
    one.put("libraryVersion", worker.fields().getOrDefault("lib-ver", ""));
    return one;
  }

  private static long number(@Nullable String text) {
    return text == null || !text.matches("\\d{1,18}") ? 0 : Long.parseLong(text);
  }
}

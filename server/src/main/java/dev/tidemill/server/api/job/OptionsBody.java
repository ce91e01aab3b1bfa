package dev.tidemill.server.api.job;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.server.api.Body;
import dev.tidemill.server.api.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a job's options under the names that BullMQ gives them; what it does not know it passes on.
 */
final class OptionsBody {

  private static final long LONGEST = 10L * 365 * 24 * 3600 * 1000; // ms

  private static final Set<String> KNOWN =
      Set.of(
          "jobId",
          "delay",
          "priority",
          "lifo",
          "attempts",
          "backoff",
          "removeOnComplete",
          "removeOnFail",
          "timestamp",
          "deduplication",
          "keepLogs",
          "sizeLimit",
          "stackTraceLimit");

  private OptionsBody() {}

  /**
   * The options that an object tells.
   *
   * @throws Refused when one cannot be used
   */
  public static JobOptions read(Body body) {
    try {
      JobOptions.Builder options =
          JobOptions.builder()
              .id(body.text("jobId", ""))
              .delay(Duration.ofMillis(body.number("delay", 0, 0, LONGEST)))
              .priority((int) body.number("priority", 0, 0, JobOptions.LOWEST_PRIORITY))
              .lifo(body.flag("lifo"))
              .attempts((int) body.number("attempts", 0, 0, Integer.MAX_VALUE))
              .backoff(backoff(body))
              .removeOnComplete(keep(body, "removeOnComplete"))
              .removeOnFail(keep(body, "removeOnFail"))
              .limits(limits(body))
              .deduplication(deduplication(body))
              .more(more(body));
      if (body.has("timestamp")) {
        options.timestamp(Instant.ofEpochMilli(body.number("timestamp", 0, 0, Long.MAX_VALUE)));
      }
      return options.build();
    } catch (IllegalArgumentException e) {
      throw body.refused(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Backoff backoff(Body body) {
    if (!body.has("backoff")) {
      return null;
    }
    if (!isObject(body, "backoff")) {
      return Backoff.fixed(Duration.ofMillis(body.number("backoff", 0, 0, LONGEST)));
    }
    Body backoff = body.object("backoff").only("type", "delay", "jitter");
    Duration delay = Duration.ofMillis(backoff.number("delay", 0, 0, LONGEST));
    return new Backoff(backoff.text("type", "fixed"), delay, backoff.fraction("jitter"));
  }

  private static @Nullable Keep keep(Body body, String name) {
    if (!body.has(name)) {
      return null;
    }
    String raw = String.valueOf(body.raw(name));
    if (raw.equals("true") || raw.equals("false")) {
      return body.flag(name) ? Keep.none() : Keep.all();
    }
    if (!isObject(body, name)) {
      return Keep.newest(body.number(name, 0, 0, Long.MAX_VALUE));
    }
    Body keep = body.object(name).only("count", "age", "limit");
    return new Keep(
        keep.has("count") ? keep.number("count", 0, 0, Long.MAX_VALUE) : null,
        keep.has("age") ? Duration.ofSeconds(keep.number("age", 0, 1, LONGEST)) : null,
        keep.has("limit") ? (int) keep.number("limit", 1, 1, Integer.MAX_VALUE) : null);
  }

  private static JobLimits limits(Body body) {
    return new JobLimits(
        whole(body, "sizeLimit"), whole(body, "keepLogs"), whole(body, "stackTraceLimit"));
  }

  private static @Nullable Integer whole(Body body, String name) {
    return body.has(name) ? (int) body.number(name, 0, 0, Integer.MAX_VALUE) : null;
  }

  private static @Nullable Deduplication deduplication(Body body) {
    if (!body.has("deduplication")) {
      return null;
    }
    Body one =
        body.object("deduplication")
            .only("id", "ttl", "extend", "replace", "keepLastIfActive", "reschedule");
    return new Deduplication(
        one.text("id", ""),
        one.has("ttl") ? Duration.ofMillis(one.number("ttl", 0, 1, LONGEST)) : null,
        one.flag("extend"),
        one.flag("replace"),
        one.flag("keepLastIfActive"),
        one.flag("reschedule"));
  }

  private static boolean isObject(Body body, String name) {
    return String.valueOf(body.raw(name)).startsWith("{");
  }

  private static Map<String, String> more(Body body) {
    Map<String, String> more = new LinkedHashMap<>(body.fields());
    more.keySet().removeAll(KNOWN);
    return more;
  }
}

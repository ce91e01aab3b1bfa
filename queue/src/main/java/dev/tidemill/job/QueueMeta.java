package dev.tidemill.job;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a queue as a whole, as Redis told it at one moment: every field, with typed views.
 *
 * @param fields of the hash under BullMQ's names
 */
public record QueueMeta(Map<String, String> fields) {

  /** Keeps its own copy of the fields. */
  public QueueMeta {
    fields = Map.copyOf(fields);
  }

  /** Whether no jobs are taken at present. */
  public boolean paused() {
    return fields.containsKey("paused");
  }

  /** How many jobs may be active at once over all workers; empty for any number. */
  public OptionalInt concurrency() {
    long bound = number("concurrency");
    return bound < 0 ? OptionalInt.empty() : OptionalInt.of((int) bound);
  }

  /** How many jobs may start in a window over all workers, or null for any number. */
  public @Nullable RateLimit rateLimit() {
    long max = number("max");
    long millis = number("duration");
    return max < 1 || millis < 1
        ? null
        : new RateLimit((int) max, TimeBound.atMost(Duration.ofMillis(millis)));
  }

  /** About how many events the stream keeps; 0 when nobody has said so yet. */
  public long maxLenEvents() {
    return Math.max(0, number("opts.maxLenEvents"));
  }

  /** Who made the queue, such as {@code bullmq:6.7.0}, or null when nobody has signed. */
  public @Nullable String version() {
    return fields.get("version");
  }

  private long number(String field) {
    String text = fields.get(field);
    if (text == null) {
      return -1;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

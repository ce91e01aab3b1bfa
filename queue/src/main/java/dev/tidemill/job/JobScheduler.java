package dev.tidemill.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scheduler as its hash in Redis told it at one moment. Reads tolerantly, as any BullMQ client
 * may have written it.
 *
 * @param id under which it was put in
 * @param next when the job that it has made is due
 * @param fields the fields of the hash under BullMQ's names
 */
public record JobScheduler(String id, Instant next, Map<String, String> fields) {

  /** Keeps its own copy of the fields. */
  public JobScheduler {
    fields = Map.copyOf(fields);
  }

  /** The name of the jobs that it makes. */
  public String name() {
    return fields.getOrDefault("name", "");
  }

  /** The payload of its jobs as JSON text. */
  public String data() {
    return fields.getOrDefault("data", "{}");
  }

  /** The options of its jobs as JSON text under BullMQ's short names. */
  public String options() {
    return fields.getOrDefault("opts", "{}");
  }

  /** How many jobs it has made so far. */
  public long iterations() {
    Long made = number("ic");
    return made == null ? 0 : made;
  }

  /** How many jobs it makes in all, or null for any number. */
  public @Nullable Long limit() {
    return number("limit");
  }

  /** The cron pattern; empty when it has an interval. */
  public String pattern() {
    return fields.getOrDefault("pattern", "");
  }

  /** Whose clock the pattern means; empty for that of whoever makes the job. */
  public String zone() {
    return fields.getOrDefault("tz", "");
  }

  /** The interval, or null when it has a pattern. */
  public @Nullable Duration every() {
    Long every = number("every");
    return every == null ? null : Duration.ofMillis(every);
  }

  /** How far its times are behind the multiples of the interval. */
  public Duration offset() {
    Long offset = number("offset");
    return offset == null ? Duration.ZERO : Duration.ofMillis(offset);
  }

  /** Before which there is no job, or null. */
  public @Nullable Instant start() {
    return instant("startDate");
  }

  /** After which there is no job, or null. */
  public @Nullable Instant end() {
    return instant("endDate");
  }

  private @Nullable Instant instant(String field) {
    Long at = number(field);
    return at == null ? null : Instant.ofEpochMilli(at);
  }

  private @Nullable Long number(String field) {
    String text = fields.get(field);
    if (text == null) {
      return null;
    }
    try {
      return (long) Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

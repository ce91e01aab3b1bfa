package dev.tidemill.wire;

import dev.tidemill.cron.CronExpression;
import dev.tidemill.cron.CronZone;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Schedule;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * By what a scheduler's job says when the next one is due: the {@code repeat} of its options.
 *
 * @param every the interval in milliseconds; 0 when there is a pattern
 * @param pattern a cron pattern, or empty
 * @param zone of the pattern, or empty
 * @param seed of the pattern's {@code H}, or empty
 * @param offset milliseconds behind the multiples of the interval
 * @param limit how many jobs in all; -1 for any number
 * @param count how many there have been, this one included
 * @param start Unix milliseconds, or null
 * @param end Unix milliseconds, or null
 * @param immediately whether the next one is due at once
 * @param previous when this one was due, in Unix milliseconds; 0 when that is not known
 * @param kept the members that go on to the next job as they are, as a JSON object
 */
public record Repeat(
    long every,
    String pattern,
    String zone,
    String seed,
    long offset,
    long limit,
    long count,
    @Nullable Long start,
    @Nullable Long end,
    boolean immediately,
    long previous,
    String kept) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> CHANGING =
      Set.of("immediately", "offset", "count", "startDate", "endDate");

  /** What a schedule says to its first job. */
  static Repeat of(Schedule schedule) {
    return new Repeat(
        schedule.every() == null ? 0 : schedule.every().toMillis(),
        schedule.pattern(),
        schedule.zone(),
        "",
        schedule.every() == null ? 0 : schedule.offset().toMillis(),
        schedule.limit() == null ? -1 : schedule.limit(),
        0,
        millis(schedule.start()),
        millis(schedule.end()),
        schedule.immediately(),
        0,
        kept(schedule));
  }

  private static String kept(Schedule schedule) {
    StringWriter kept = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), kept)) {
      json.writeStartObject();
      if (schedule.every() != null) {
        json.writeNumberProperty("every", schedule.every().toMillis());
      } else {
        json.writeStringProperty("pattern", schedule.pattern());
      }
      if (!schedule.zone().isEmpty()) {
        json.writeStringProperty("tz", schedule.zone());
      }
      if (schedule.limit() != null) {
        json.writeNumberProperty("limit", schedule.limit());
      }
      json.writeEndObject();
    }
    return kept.toString();
  }

  private static @Nullable Long millis(@Nullable Instant at) {
    return at == null ? null : at.toEpochMilli();
  }

  /**
   * Reads it from a job's options.
   *
   * @throws InvalidOption when they do not tell how the job is repeated
   */
  public static Repeat parse(String options) {
    RepeatReader reader = new RepeatReader();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), options)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        reader.read(json);
      }
    }
    Repeat read = reader.repeat();
    if (read == null || (read.every == 0 && read.pattern.isEmpty())) {
      throw new InvalidOption(
          "its options tell neither interval nor pattern: put the scheduler in again");
    }
    return read;
  }

  /** Whether a member is written anew for each job. */
  static boolean isChanging(String member) {
    return CHANGING.contains(member);
  }

  /** Whether there is to be no further job. */
  public boolean isOver(long now) {
    return (limit >= 0 && count + 1 > limit) || (end != null && now > end);
  }

  /**
   * When the next job of a pattern is due, in Unix milliseconds, or null for never.
   *
   * @throws InvalidOption when pattern or zone cannot be used
   */
  public @Nullable Long next(long now) {
    long from = Math.max(now, previous);
    CronExpression cron = CronExpression.parse(pattern, seed);
    if (immediately) {
      return from;
    }
    Instant after = Instant.ofEpochMilli(start == null ? from : Math.max(from, start));
    Instant next =
        cron.next(after, CronZone.of(zone), end == null ? null : Instant.ofEpochMilli(end));
    return next == null ? null : (Long) Math.max(from, next.toEpochMilli());
  }

  /** Writes what the next job is told. */
  void write(JsonGenerator json) {
    json.writeStartObject();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), kept)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        json.copyCurrentStructure(parser);
      }
    }
    if (every > 0 && offset != 0) {
      json.writeNumberProperty("offset", offset);
    }
    json.writeNumberProperty("count", count + 1);
    if (start != null) {
      json.writeNumberProperty("startDate", start);
    }
    if (end != null) {
      json.writeNumberProperty("endDate", end);
    }
    json.writeEndObject();
  }
}

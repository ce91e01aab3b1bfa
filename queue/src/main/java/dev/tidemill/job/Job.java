package dev.tidemill.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as its hash in Redis told it at one moment: the id and every field, with typed views.
 *
 * <p>Reads tolerantly, as any BullMQ client may have written the hash: a missing field is its
 * default, a number that is none is zero.
 *
 * @param id the job's id, unique in its queue
 * @param fields the fields of the hash under BullMQ's names
 */
public record Job(String id, Map<String, String> fields) {

  /** Keeps its own copy of the fields. */
  public Job {
    fields = Map.copyOf(fields);
  }

  /** The name given when the job was added; empty when there is none. */
  public String name() {
    return fields.getOrDefault("name", "");
  }

  /** The payload as JSON text, byte for byte as it was stored. */
  public String data() {
    return fields.getOrDefault("data", "{}");
  }

  /** The options as JSON text under BullMQ's short names. */
  public String options() {
    return fields.getOrDefault("opts", "{}");
  }

  /** When the job was added, in Unix milliseconds by the adder's clock. */
  public long timestamp() {
    return number("timestamp");
  }

  /** The delay asked for, in milliseconds. */
  public long delay() {
    return number("delay");
  }

  /** The priority: 0 for none, otherwise lower is sooner. */
  public int priority() {
    return (int) number("priority");
  }

  /** How many attempts ended so far. */
  public int attemptsMade() {
    return (int) (fields.containsKey("attemptsMade") ? number("attemptsMade") : number("atm"));
  }

  /** How many attempts began so far, this one included. */
  public int attemptsStarted() {
    return (int) number("ats");
  }

  /** How often the job was found stalled. */
  public int stalledCount() {
    return (int) number("stc");
  }

  /** When the last attempt began, in Unix milliseconds; 0 when none has. */
  public long processedOn() {
    return number("processedOn");
  }

  /** When the job finished, in Unix milliseconds; 0 when it has not. */
  public long finishedOn() {
    return number("finishedOn");
  }

  /** The result as JSON text, or null when the job has not completed. */
  public @Nullable String returnValue() {
    return fields.get("returnvalue");
  }

  /** Why the last failed attempt failed, or null. */
  public @Nullable String failedReason() {
    return fields.get("failedReason");
  }

  private long number(String field) {
    String text = fields.get(field);
    if (text == null) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import java.io.StringWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The options of a scheduler's next job, but for its id and its delay, which the script knows.
 *
 * @param open a JSON object without its closing brace
 * @param priority of the job
 * @param lifo whether it goes before those that wait
 * @param deduplicationId or empty
 */
record IterationOptions(String open, long priority, boolean lifo, String deduplicationId) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> ANEW =
      Set.of("jobId", "delay", "timestamp", "prevMillis", "repeatJobKey", "repeat");

  /**
   * What is written anew for each job.
   *
   * @param scheduler whose job it is
   * @param now Unix milliseconds
   * @param due Unix milliseconds, or null when the script decides
   * @param repeat how its scheduler goes on
   */
  record Fresh(String scheduler, long now, @Nullable Long due, Repeat repeat) {}

  /** The options of a template, as they stand in the scheduler's hash. */
  static String template(String options) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      new Copy(json, true).of(options);
      json.writeEndObject();
    }
    return text.toString();
  }

  /** Those of the first job, from a template's. */
  static IterationOptions first(String template, Fresh fresh) {
    return write(template, fresh, true);
  }

  /** Those of the next job, from the one before. */
  static IterationOptions next(String options, Fresh fresh) {
    return write(options, fresh, false);
  }

  private static IterationOptions write(String from, Fresh fresh, boolean first) {
    StringWriter text = new StringWriter();
    Copy copy;
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      copy = new Copy(json, first);
      copy.of(from);
      if (!first && !copy.attempts) {
        json.writeNumberProperty("attempts", 0);
      }
      json.writeNumberProperty("timestamp", fresh.now());
      if (fresh.due() != null) {
        json.writeNumberProperty("prevMillis", fresh.due());
      }
      json.writeStringProperty("repeatJobKey", fresh.scheduler());
      json.writeName("repeat");
      fresh.repeat().write(json);
      json.writeEndObject();
    }
    String open = text.getBuffer().substring(0, text.getBuffer().length() - 1);
    return new IterationOptions(open, copy.priority, copy.lifo, copy.deduplicationId);
  }

  /** Writes the arguments that {@code part/iteration.lua} tells. */
  void write(Arguments arguments) {
    arguments.add(open).add(priority).add(lifo).add(deduplicationId);
  }

  /** Copies the members that stay, and notes those that matter for where the job goes. */
  private static final class Copy {

    private final JsonGenerator json;
    private final boolean first;
    private boolean attempts;
    private long priority;
    private boolean lifo;
    private String deduplicationId = "";

    Copy(JsonGenerator json, boolean first) {
      this.json = json;
      this.first = first;
    }

    void of(String options) {
      try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), options)) {
        parser.nextToken();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          note(name, parser);
          if (ANEW.contains(name) || isLeftOut(name, parser)) {
            parser.skipChildren();
          } else {
            copy(name, parser);
          }
        }
      }
    }

    private void note(String name, JsonParser parser) {
      switch (name) {
        case "attempts" -> attempts = true;
        case "priority" -> priority = parser.getValueAsLong(0);
        case "lifo" -> lifo = parser.getValueAsBoolean(false);
        default -> {}
      }
    }

    /** A template says nothing about attempts that it does not ask for. */
    private boolean isLeftOut(String name, JsonParser parser) {
      return parser.currentToken() == JsonToken.VALUE_NULL
          || (first && name.equals("attempts") && parser.getValueAsLong(0) == 0);
    }

    private void copy(String name, JsonParser parser) {
      json.writeName(name);
      if (!first && name.equals("backoff") && parser.currentToken().isNumeric()) {
        json.writeStartObject();
        json.writeStringProperty("type", "fixed");
        json.writeName("delay");
        json.copyCurrentStructure(parser);
        json.writeEndObject();
      } else if (name.equals("de") && parser.currentToken() == JsonToken.START_OBJECT) {
        copyDeduplication(parser);
      } else {
        json.copyCurrentStructure(parser);
      }
    }

    private void copyDeduplication(JsonParser parser) {
      json.writeStartObject();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.equals("id")) {
          deduplicationId = parser.getValueAsString();
        }
        json.writeName(name);
        json.copyCurrentStructure(parser);
      }
      json.writeEndObject();
    }
  }
}

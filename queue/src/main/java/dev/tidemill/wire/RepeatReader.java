package dev.tidemill.wire;

import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Reads a {@link Repeat} from a job's options. Not thread-safe. */
final class RepeatReader {

  private static final JsonFactory JSON = new JsonFactory();

  private boolean found;
  private long every;
  private String pattern = "";
  private String zone = "";
  private String seed = "";
  private long offset;
  private long limit = -1;
  private long count;
  private @Nullable Long start;
  private @Nullable Long end;
  private boolean immediately;
  private long previous;
  private String kept = "{}";

  /** Reads the options; the parser stands at their begin. */
  void read(JsonParser json) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("prevMillis")) {
        previous = json.getValueAsLong(0);
      } else if (name.equals("repeat") && json.currentToken() == JsonToken.START_OBJECT) {
        found = true;
        readRepeat(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private void readRepeat(JsonParser json) {
    StringWriter text = new StringWriter();
    try (JsonGenerator kept = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      kept.writeStartObject();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        json.nextToken();
        readMember(name, json);
        if (Repeat.isChanging(name)) {
          json.skipChildren();
        } else {
          kept.writeName(name);
          kept.copyCurrentStructure(json);
        }
      }
      kept.writeEndObject();
    }
    kept = text.toString();
  }

  private void readMember(String name, JsonParser json) {
    switch (name) {
      case "every" -> every = json.getValueAsLong(0);
      case "pattern" -> pattern = text(json);
      case "tz" -> zone = text(json);
      case "hashSeed" -> seed = text(json);
      case "offset" -> offset = json.getValueAsLong(0);
      case "limit" -> limit = json.getValueAsLong(-1);
      case "count" -> count = json.getValueAsLong(0);
      case "startDate" -> start = date(json);
      case "endDate" -> end = date(json);
      case "immediately" -> immediately = json.getValueAsBoolean(false);
      default -> {}
    }
  }

  private static String text(JsonParser json) {
    String text = json.getValueAsString();
    return text == null ? "" : text;
  }

  /** Milliseconds, or the text that a date becomes in JSON. */
  private static @Nullable Long date(JsonParser json) {
    if (json.currentToken().isNumeric()) {
      return json.getValueAsLong(0) == 0 ? null : (Long) json.getValueAsLong(0);
    }
    try {
      return Instant.parse(text(json)).toEpochMilli();
    } catch (DateTimeException e) {
      return null;
    }
  }

  @Nullable Repeat repeat() {
    return found
        ? new Repeat(
            every,
            pattern,
            zone,
            seed,
            offset,
            limit,
            count,
            start,
            end,
            immediately,
            previous,
            kept)
        : null;
  }
}

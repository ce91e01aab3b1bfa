package dev.tidemill.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** The text that ties a stored job to the trace in which it was added. */
public final class StoredTrace {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FIELD = "tm";

  private StoredTrace() {}

  /** Reads it from a job's {@code opts}; null when there is none. */
  public static @Nullable String metadata(String options) {
    if (!options.contains(FIELD)) { // most jobs carry none: those need no parser
      return null;
    }
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), options)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (name.equals(FIELD)) {
          return value == JsonToken.VALUE_STRING ? json.getString() : null;
        }
        json.skipChildren();
      }
      return null;
    } catch (StreamReadException e) {
      return null;
    }
  }
}

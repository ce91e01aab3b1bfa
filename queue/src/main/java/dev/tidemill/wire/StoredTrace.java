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
  private static final String OMIT = "omc";

  private StoredTrace() {}

  /** Reads it from a job's {@code opts}; null when there is none. */
  public static @Nullable String metadata(String options) {
    // Most jobs carry none: those need no parser.
    return options.contains(FIELD) ? member(options, FIELD, JsonToken.VALUE_STRING) : null;
  }

  /** Whether whoever adds or takes the job is to leave its own context out. */
  public static boolean isOmitted(String options) {
    return options.contains(OMIT) && member(options, OMIT, JsonToken.VALUE_TRUE) != null;
  }

  private static @Nullable String member(String options, String wanted, JsonToken kind) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), options)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (name.equals(wanted)) {
          return value == kind ? json.getString() : null;
        }
        json.skipChildren();
      }
      return null;
    } catch (StreamReadException e) {
      return null;
    }
  }
}

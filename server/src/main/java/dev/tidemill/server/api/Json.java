package dev.tidemill.server.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** How answers are written: payloads as they are, times both for people and for programs. */
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(1_000)
                  .build())
          .build();

  private static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  private Json() {}

  /** An empty object to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An empty array to be filled. */
  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** Any value as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /** A parser of our own bounds. */
  static JsonParser parser(String text) {
    return MAPPER.createParser(text);
  }

  /** What is wrong with a text that is no JSON, and where, without the parser's own asides. */
  static String flaw(JacksonException e) {
    String told = e.getOriginalMessage().replaceAll(" \\(start marker.*|, from `[^`]*`", "");
    TokenStreamLocation at = e.getLocation();
    String where =
        at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
    return "that is no JSON, " + where + told;
  }

  /** The tree that a text holds, or null when it is no JSON. */
  public static @Nullable JsonNode read(String text) {
    try {
      return isOne(text) ? MAPPER.readTree(text) : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Whether a text is one JSON value and nothing else. */
  public static boolean isOne(String text) {
    try (JsonParser parser = parser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /**
   * Puts a text in as the JSON that it is, byte for byte; what is none goes in as a string under
   * the name with {@code Text} at its end. Null puts nothing.
   */
  public static void putRaw(ObjectNode object, String name, @Nullable String text) {
    if (text != null && isOne(text)) {
      object.putRawValue(name, new RawValue(text));
    } else if (text != null) {
      object.put(name + "Text", text);
    }
  }

  /** Puts a moment in twice, as text and as a number of milliseconds; 0 puts nothing. */
  public static void putTime(ObjectNode object, String name, long millis) {
    if (millis != 0) {
      object.put(name, Instant.ofEpochMilli(millis).toString());
      object.put(name + "Ms", millis);
    }
  }
}

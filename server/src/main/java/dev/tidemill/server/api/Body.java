package dev.tidemill.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that was sent, its values still the text that they were: what is only passed on is
 * passed on byte for byte.
 *
 * @param where the body, or the place in it, for messages
 * @param pointer to that place, for programs
 * @param fields each value as it was written
 */
public record Body(String where, String pointer, Map<String, String> fields) {

  /**
   * The body of a request; an empty one stands for an object without fields.
   *
   * @throws Refused when it is something else
   */
  public static Body of(Request request) {
    String text = request.body().isBlank() ? "{}" : request.body();
    return of("body", "", text);
  }

  /** An object that stands somewhere. */
  public static Body of(String where, String pointer, String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refused.field(where, pointer, text, "give one JSON object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        if (fields.put(name, RawText.next(parser, text)) != null) {
          throw new Body(where, pointer, fields).refused(name, null, "name each field once");
        }
      }
      if (parser.nextToken() != null) {
        throw Refused.field(where, pointer, text, "give one JSON object and nothing after it");
      }
    } catch (JacksonException e) {
      throw Refused.field(where, pointer, text, Json.flaw(e));
    }
    return new Body(where, pointer, fields);
  }

  /**
   * Refuses fields that nobody would look at.
   *
   * @throws Refused when there is another one than these
   */
  public Body only(String... names) {
    Set<String> known = Set.of(names);
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        String taken = names.length == 0 ? "none is taken" : "it takes " + String.join(", ", names);
        throw refused(name, null, "there is no such field; " + taken);
      }
    }
    return this;
  }

  /** Whether the field is there and not null. */
  public boolean has(String name) {
    String raw = fields.get(name);
    return raw != null && !raw.equals("null");
  }

  /** A value as it was written, or null when the field is not there. */
  public @Nullable String raw(String name) {
    return fields.get(name);
  }

  private @Nullable JsonNode node(String name) {
    String raw = fields.get(name);
    return raw == null || raw.equals("null") ? null : Json.read(raw);
  }

  private Refused refused(String name, String remedy) {
    String raw = fields.get(name);
    return raw == null
        ? refused(name, null, "it is missing; " + remedy)
        : refused(name, raw, remedy);
  }

  /** What to throw where a field is wrong; null is no value at all. */
  public Refused refused(String name, @Nullable String value, String remedy) {
    return Refused.field(where + "/" + name, at(name), value, remedy);
  }

  /** What to throw where the fields do not go together. */
  public Refused refused(String remedy) {
    return Refused.field(where, pointer, null, remedy);
  }

  private String at(String name) {
    return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** A text, or what stands for it when the field is not there. */
  public String text(String name, String otherwise) {
    JsonNode node = node(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isString()) {
      throw refused(name, "give a text");
    }
    return node.asString();
  }

  /** A whole number, or what stands for it when the field is not there. */
  public long number(String name, long otherwise, long least, long most) {
    JsonNode node = node(name);
    if (node == null) {
      return otherwise;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.asLong() < least
        || node.asLong() > most) {
      throw refused(name, "give a whole number from " + least + " to " + most);
    }
    return node.asLong();
  }

  /** A number from 0 to 1; 0 when the field is not there. */
  public double fraction(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return 0;
    }
    if (!node.isNumber() || !(node.asDouble() >= 0 && node.asDouble() <= 1)) {
      throw refused(name, "give a number from 0 to 1");
    }
    return node.asDouble();
  }

  /** True or false; false when the field is not there. */
  public boolean flag(String name) {
    JsonNode node = node(name);
    if (node == null) {
      return false;
    }
    if (!node.isBoolean()) {
      throw refused(name, "give true or false");
    }
    return node.asBoolean();
  }

  /** One of some words, which has to be there. */
  public String word(String name, List<String> words) {
    String word = text(name, "");
    if (!words.contains(word)) {
      throw refused(name, "give one of " + String.join(", ", words));
    }
    return word;
  }

  /** An object in the field; one without fields when it is not there. */
  public Body object(String name) {
    String raw = fields.get(name);
    return raw == null || raw.equals("null")
        ? new Body(where + "/" + name, at(name), Map.of())
        : of(where + "/" + name, at(name), raw);
  }
}

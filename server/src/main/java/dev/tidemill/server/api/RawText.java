package dev.tidemill.server.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Cuts values out of a JSON text without changing a byte of them. */
public final class RawText {

  private RawText() {}

  /** The value that comes next, as it stands in the text that the parser reads. */
  static String next(JsonParser parser, String text) {
    parser.nextToken();
    return current(parser, text);
  }

  private static String current(JsonParser parser, String text) {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return text.substring(from, (int) parser.currentLocation().getCharOffset()).strip();
  }

  /**
   * A member of an object as it was written, or null when the object has none of that name.
   *
   * @throws Refused when the text is none
   */
  public static @Nullable String member(String where, String text, String name) {
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw Refused.invalid(where, text, "give an object");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean meant = parser.currentName().equals(name);
        String value = next(parser, text);
        if (meant) {
          return value;
        }
      }
      return null;
    } catch (JacksonException e) {
      throw Refused.invalid(where, text, Json.flaw(e));
    }
  }

  /**
   * The elements of an array, each as it was written.
   *
   * @throws Refused when the text is none
   */
  public static List<String> elements(String where, String text) {
    List<String> elements = new ArrayList<>();
    try (JsonParser parser = Json.parser(text)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw Refused.invalid(where, text, "give an array");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(current(parser, text));
      }
      if (parser.nextToken() != null) {
        throw Refused.invalid(where, text, "give one array and nothing after it");
      }
      return elements;
    } catch (JacksonException e) {
      throw Refused.invalid(where, text, Json.flaw(e));
    }
  }
}

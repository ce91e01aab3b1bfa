package dev.tidemill.pool.handler;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** The payload of a message as people read it: a JSON string as its text, all else as it is. */
final class PayloadText {

  private static final JsonFactory JSON = new JsonFactory();

  private PayloadText() {}

  static String of(String json) {
    String text = json.startsWith("\"") ? unquoted(json) : null;
    return text == null ? json : text;
  }

  /** As {@link #of}, but on one line: text that has several stays its JSON. */
  static String onOneLine(String json) {
    String text = of(json);
    if (text.indexOf('\n') < 0) {
      return text;
    }
    // Between its tokens JSON may be spread over lines; inside a string it never is.
    return json.indexOf('\n') < 0 ? json : json.replace('\n', ' ');
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    return json.append('"').toString();
  }

  /** Whether a text is one JSON value and nothing else. */
  static boolean isJson(String text) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      parser.finishToken();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  private static @Nullable String unquoted(String json) {
    if (json.indexOf('\\') < 0
        && json.endsWith("\"")
        && json.indexOf('"', 1) == json.length() - 1) {
      return json.substring(1, json.length() - 1);
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      return parser.nextToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}

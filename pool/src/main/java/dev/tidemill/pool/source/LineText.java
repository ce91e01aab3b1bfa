package dev.tidemill.pool.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * How a line of text becomes the payload of a message and loses no byte: a JSON object or array
 * stays that very text, anything else becomes a JSON string.
 */
final class LineText {

  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

  private LineText() {}

  /** The text of UTF-8 bytes, or null when they are none. */
  static @Nullable String decode(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    // A replacement character is what malformed bytes turn into; it may also stand there by itself.
    if (text.indexOf('\uFFFD') < 0 || isUtf8(bytes, from, length)) {
      return text;
    }
    return null;
  }

  private static boolean isUtf8(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  static String toJson(String line) {
    return isObjectOrArray(line) ? line : quoted(line);
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    QUOTE.quoteAsString(text, json);
    return json.append('"').toString();
  }

  private static boolean isObjectOrArray(String line) {
    int at = 0;
    while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
      at++;
    }
    if (at == line.length() || (line.charAt(at) != '{' && line.charAt(at) != '[')) {
      return false;
    }
    try (JsonParser parser =
        JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), line)) {
      JsonToken root = parser.nextToken();
      parser.skipChildren();
      parser.finishToken();
      return root.isStructStart() && parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }
}

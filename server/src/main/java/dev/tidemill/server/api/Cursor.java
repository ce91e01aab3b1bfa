package dev.tidemill.server.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a list goes on: an object that clients hand back and need not understand. */
public final class Cursor {

  private Cursor() {}

  /** What is handed out. */
  public static String write(ObjectNode place) {
    byte[] bytes = place.toString().getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * What was handed out, or null when the request has none.
   *
   * @param request its parameter {@code cursor} is read
   * @param kind what the list is of, so that a cursor of another list is refused
   * @throws Refused when it is none of ours
   */
  public static @Nullable ObjectNode read(Request request, String kind) {
    String text = request.parameter("cursor");
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      JsonNode place = Json.read(json);
      if (place instanceof ObjectNode object && object.path("of").asString("").equals(kind)) {
        return object;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw Refused.invalid("cursor", text, "give what the last page of this list told as 'next'");
  }

  /** A new place in a list of that kind. */
  public static ObjectNode of(String kind) {
    return Json.object().put("of", kind);
  }
}

package dev.tidemill.server.http;

import dev.tidemill.server.api.ProblemCode;
import dev.tidemill.server.api.Refused;
import dev.tidemill.server.api.Request;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads what came in, within bounds. */
final class Requests {

  /** So many bytes a body may have. */
  static final int MOST_BYTES = 8 << 20;

  private Requests() {}

  static Request of(Context context) {
    Map<String, String> query = new HashMap<>();
    context
        .queryParamMap()
        .forEach((name, values) -> values.stream().findFirst().ifPresent(v -> query.put(name, v)));
    Map<String, String> headers = new HashMap<>();
    context.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Request(context.path(), context.pathParamMap(), query, headers, body(context));
  }

  private static String body(Context context) {
    if (context.req().getContentLengthLong() > MOST_BYTES) {
      throw tooLarge();
    }
    try (InputStream in = context.req().getInputStream()) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw tooLarge();
      }
      if (bytes.length > 0) {
        checkType(context);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refused(ProblemCode.VALIDATION, "The body is no UTF-8 text.");
    } catch (IOException e) {
      throw new UncheckedIOException("The body could not be read", e);
    }
  }

  private static Refused tooLarge() {
    return new Refused(
        ProblemCode.PAYLOAD_TOO_LARGE, "The body has more than " + MOST_BYTES + " bytes.");
  }

  private static void checkType(Context context) {
    String type = Objects.requireNonNullElse(context.header("Content-Type"), "");
    String bare = type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    if (!bare.equals("application/json")) {
      throw new Refused(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          type.isEmpty()
              ? "The body is sent without a type; say 'Content-Type: application/json'."
              : "The body is sent as '" + type + "', not as application/json.");
    }
  }
}

package dev.tidemill.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Answers with a tag of what is told: who has that already is told so and nothing more. */
public final class Tagged {

  private static final String TAG = "ETag";
  private static final String HAD = "if-none-match";
  private static final int BYTES = 12; // of the digest; two answers in a row differ by chance never

  private Tagged() {}

  /**
   * The answer, or 304 when the request says that it has it.
   *
   * @param content what the tag stands for: the answer without what changes all the time
   */
  public static Answer.Text of(Request request, String content, Answer.Text answer) {
    String tag = "W/\"" + digest(content) + "\"";
    return told(request, answer.with(TAG, tag).with("Cache-Control", "no-cache"));
  }

  /** The request of somebody who has no answer yet. */
  static Request without(Request request) {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.remove(HAD);
    return new Request(request.path(), request.places(), request.query(), headers, request.body());
  }

  /** An answer that somebody else was given, as this request has to be told it. */
  static Answer again(Request request, Answer answer) {
    return answer instanceof Answer.Text text && text.headers().containsKey(TAG)
        ? told(request, text)
        : answer;
  }

  private static Answer.Text told(Request request, Answer.Text answer) {
    String tag = answer.headers().get(TAG);
    String had = request.header(HAD);
    boolean same =
        had != null
            && Arrays.stream(had.split(",")).map(String::strip).anyMatch(one -> one.equals(tag));
    return same ? new Answer.Text(304, answer.type(), "", answer.headers()) : answer;
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256; this one does not", e);
    }
  }
}

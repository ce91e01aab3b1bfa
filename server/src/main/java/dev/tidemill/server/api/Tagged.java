package dev.tidemill.server.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Answers with a tag of what is told: who has that already is told so and nothing more. */
public final class Tagged {

  private static final int BYTES = 12; // of the digest; two answers in a row differ by chance never

  private Tagged() {}

  /**
   * The answer, or 304 when the request says that it has it.
   *
   * @param content what the tag stands for: the answer without what changes all the time
   */
  public static Answer.Text of(Request request, String content, Answer.Text answer) {
    String tag = "W/\"" + digest(content) + "\"";
    String had = request.header("if-none-match");
    boolean same =
        had != null && Arrays.stream(had.split(",")).map(String::strip).anyMatch(tag::equals);
    Answer.Text told = same ? new Answer.Text(304, answer.type(), "", answer.headers()) : answer;
    return told.with("ETag", tag).with("Cache-Control", "no-cache");
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

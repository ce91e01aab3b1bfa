package dev.tidemill.server.api;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an answer and the lines of the logs about it have in common. */
public final class TraceId {

  /** W3C Trace Context: of its first version exactly four fields, of later ones perhaps more. */
  private static final Pattern PARENT =
      Pattern.compile(
          "(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}"
              + "-[0-9a-f]{2}(-.*)?");

  private static final int BYTES = 16;

  private TraceId() {}

  /** The one that a header {@code traceparent} names, or a new one where it is of no use. */
  public static String of(@Nullable String traceparent) {
    Matcher parent = PARENT.matcher(traceparent == null ? "" : traceparent.strip());
    return parent.matches() ? parent.group(1) : fresh();
  }

  /** A new one. */
  public static String fresh() {
    byte[] chance = new byte[BYTES];
    ThreadLocalRandom.current().nextBytes(chance);
    return HexFormat.of().formatHex(chance);
  }
}

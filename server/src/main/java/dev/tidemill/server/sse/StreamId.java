package dev.tidemill.server.sse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a Redis stream.
 *
 * @param millis the first half
 * @param number the second half
 */
record StreamId(long millis, long number) implements Comparable<StreamId> {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

  /** Null when the text is none. */
  static @Nullable StreamId parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? new StreamId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)))
        : null;
  }

  @Override
  public int compareTo(StreamId other) {
    int first = Long.compare(millis, other.millis);
    return first != 0 ? first : Long.compare(number, other.number);
  }

  /** As Redis writes it. */
  @Override
  public String toString() {
    return millis + "-" + number;
  }
}

package dev.tidemill.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The arguments of one command, in order, as the bytes that go over the wire. Not thread-safe. */
public final class Arguments {

  private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

  private final List<byte[]> values = new ArrayList<>();
  private long bytes;

  /** Adds a text as UTF-8. */
  public Arguments add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Adds a JSON text as UTF-8. Half of a surrogate pair, as text has that was cut inside an emoji,
   * has no bytes: it is told by JSON's escape for it, as JavaScript does.
   */
  public Arguments addJson(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    boolean isWhole = new String(utf8, StandardCharsets.UTF_8).equals(json);
    return add(
        isWhole
            ? utf8
            : HALF_PAIR
                .matcher(json)
                .replaceAll(Arguments::escaped)
                .getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(MatchResult half) {
    return "\\\\u%04x".formatted((int) half.group().charAt(0));
  }

  /** Adds a whole number in decimal. */
  public Arguments add(long number) {
    return add(Long.toString(number));
  }

  /** Adds a flag as {@code 1} or {@code 0}. */
  public Arguments add(boolean flag) {
    return add(flag ? "1" : "0");
  }

  private Arguments add(byte[] value) {
    values.add(value);
    bytes += value.length;
    return this;
  }

  /** How many arguments there are. */
  public int size() {
    return values.size();
  }

  /** How many bytes the arguments have together. */
  public long bytes() {
    return bytes;
  }

  byte[][] toArray(byte[]... before) {
    byte[][] all = new byte[before.length + values.size()][];
    System.arraycopy(before, 0, all, 0, before.length);
    for (int n = 0; n < values.size(); n++) {
      all[before.length + n] = values.get(n);
    }
    return all;
  }
}

package dev.tidemill.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The arguments of one command, in order, as the bytes that go over the wire. Not thread-safe. */
public final class Arguments {

  private final List<byte[]> values = new ArrayList<>();
  private long bytes;

  /** Adds a text as UTF-8. */
  public Arguments add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
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

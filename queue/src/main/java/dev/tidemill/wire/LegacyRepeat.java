package dev.tidemill.wire;

import java.util.regex.Pattern;

/**
 * Knows the keys under which versions before 5.16 of BullMQ kept repeatable jobs: {@code
 * name:id:end:zone:pattern}, the end as digits or empty, the pattern with spaces or an interval.
 */
public final class LegacyRepeat {

  private static final Pattern KEY =
      Pattern.compile("[^:]*:[^:]*:\\d*:[^:]*:(?:\\d+|.*\\x20.*)", Pattern.DOTALL);

  private LegacyRepeat() {}

  /** Whether a key looks so; a scheduler's id may look so too. */
  public static boolean isKey(String key) {
    return KEY.matcher(key).matches();
  }

  /** What is said about such a key. */
  public static String words(String key) {
    return ("'%s' is a repeatable job of an old BullMQ, which is left as it is and not continued:"
            + " remove it with the BullMQ that made it and put in a scheduler instead")
        .formatted(key);
  }
}

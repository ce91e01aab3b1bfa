package dev.tidemill.job;

import dev.tidemill.input.InvalidName;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * The ids that users may give to jobs: those that BullMQ takes. A whole number as JavaScript writes
 * it is the queue's own to give; one with zeros before it, or of more digits than JavaScript keeps
 * apart, is a text like any other.
 */
final class CustomId {

  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,20}");

  private CustomId() {}

  static void check(String id) {
    long parts = id.chars().filter(c -> c == ':').count() + 1;
    if (isNumber(id) || id.startsWith("0:") || (parts != 1 && parts != 3)) {
      throw new InvalidName(
          "job id '"
              + id
              + "' cannot be used: it must not be a whole number or begin with 0:, and a colon is"
              + " allowed only in ids of three parts. Put a letter before it");
    }
  }

  /** Whether JavaScript reads it as a whole number and writes that as it was: so it does NaN. */
  private static boolean isNumber(String id) {
    return id.equals("NaN") || (WHOLE.matcher(id).matches() && id.equals(inJavaScript(id)));
  }

  private static String inJavaScript(String whole) {
    double nearest = Double.parseDouble(whole);
    return new BigDecimal(Double.toString(nearest)).toBigInteger().toString();
  }
}

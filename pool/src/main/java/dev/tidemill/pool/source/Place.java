package dev.tidemill.pool.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a file of lines, as the ledger keeps it: {@code line offset hash}, and {@code end}
 * behind it once all that was read has been handled.
 *
 * @param line how many lines lie before it
 * @param offset how many bytes lie before it
 * @param hash of those bytes
 * @param isEnd whether the run that stopped here was finished
 */
record Place(long line, long offset, String hash, boolean isEnd) {

  static final Place START = new Place(0, 0, "-", false);

  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18}) (\\d{1,18}) ([0-9a-f]+|-)( end)?");

  /** Reads the ledger's text; empty is the start. */
  static Place parse(String text) {
    if (text.isEmpty()) {
      return START;
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new SourceFailed(
          "The position '" + text + "' in the ledger was not written by a lines source", null);
    }
    return new Place(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        parts.group(3),
        parts.group(4) != null);
  }

  Place end() {
    return new Place(line, offset, hash, true);
  }

  @Override
  public String toString() {
    return line + " " + offset + " " + hash + (isEnd ? " end" : "");
  }
}

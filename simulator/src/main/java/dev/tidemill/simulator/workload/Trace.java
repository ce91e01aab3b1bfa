package dev.tidemill.simulator.workload;

import java.util.List;
import java.util.Random;

/**
 * Arrivals as they were written down: a line for each message with the milliseconds from the
 * beginning, and after that, if known, those that its handler took. Blank lines and those that
 * begin with {@code #} are left out.
 */
final class Trace {

  private static final long LONGEST_MS = 100_000_000;

  private final long[] atMs;
  private final long[] workMs;
  private int count;

  private Trace(int most) {
    atMs = new long[most];
    workMs = new long[most];
  }

  static Arrivals read(List<String> lines, Setting setting) {
    Trace trace = new Trace(lines.size());
    Random random = new Random(setting.seed());
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        trace.take(n + 1, line, setting.someWork(random));
      }
    }
    return trace.arrivals();
  }

  private void take(int number, String line, long usualWorkMs) {
    String[] words = line.split("[\\s,;]+", -1);
    long at = number(number, line, words[0]);
    if (words.length > 2 || (count > 0 && at < atMs[count - 1])) {
      throw refused(number, line);
    }
    atMs[count] = at;
    workMs[count] = words.length == 2 ? number(number, line, words[1]) : usualWorkMs;
    count++;
  }

  private static long number(int number, String line, String word) {
    if (!word.matches("\\d{1,9}") || Long.parseLong(word) > LONGEST_MS) {
      throw refused(number, line);
    }
    return Long.parseLong(word);
  }

  private static IllegalArgumentException refused(int number, String line) {
    return new IllegalArgumentException(
        "line "
            + number
            + " is '"
            + line
            + "': write milliseconds from the beginning, in order and up to "
            + LONGEST_MS
            + ", and after a blank those of its handler if they are known");
  }

  private Arrivals arrivals() {
    if (count == 0) {
      throw new IllegalArgumentException("there is no message in it: write a line for each");
    }
    return new Arrivals(
        "trace",
        "as they were written down",
        atMs[count - 1] + 1,
        java.util.Arrays.copyOf(atMs, count),
        java.util.Arrays.copyOf(workMs, count));
  }
}

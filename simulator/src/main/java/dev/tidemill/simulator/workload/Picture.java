package dev.tidemill.simulator.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The lanes of all workers, what arrived above them and how long that waited below.
 *
 * @param hands the workers, as they were hired
 * @param arrived messages in each slot
 * @param longestMs the longest wait of those, in milliseconds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(List<Hand> hands, int[] arrived, long[] longestMs) {

  /** A row a line. */
  List<String> drawn(Signs signs) {
    List<String> rows = new ArrayList<>();
    long[] counts = Arrays.stream(arrived).asLongStream().toArray();
    rows.add(row("arrive", levels(counts, signs), ""));
    hands.forEach(hand -> rows.add(row(hand.id, hand.lane.drawn(signs), "")));
    long most = Arrays.stream(longestMs).max().orElse(0);
    String scale = String.format(Locale.ROOT, "  up to %.1f s", most / 1000.0);
    rows.add(row("wait", levels(longestMs, signs), scale));
    return rows;
  }

  private static String row(String name, String text, String after) {
    return String.format(Locale.ROOT, "  %-6s %s%s", name, text, after);
  }

  private static String levels(long[] values, Signs signs) {
    long most = Math.max(1, Arrays.stream(values).max().orElse(0));
    int highest = signs.levels().length() - 1;
    StringBuilder text = new StringBuilder();
    for (long value : values) {
      text.append(signs.levels().charAt((int) ((value * highest + most - 1) / most)));
    }
    return text.toString();
  }
}

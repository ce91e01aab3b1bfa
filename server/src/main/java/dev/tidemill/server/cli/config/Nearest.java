package dev.tidemill.server.cli.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what was probably meant: the word with the fewest letters to change. */
final class Nearest {

  private Nearest() {}

  static String to(String word, Collection<String> words) {
    return words.stream()
        .sorted()
        .min(Comparator.comparingInt(other -> distance(word, other)))
        .orElse("");
  }

  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}

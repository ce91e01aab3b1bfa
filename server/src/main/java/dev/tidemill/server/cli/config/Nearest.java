package dev.tidemill.server.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Finds what was probably meant: the word with the fewest slips, each of them a letter too many, a
 * missing one, a wrong one, or two neighbours that have changed places.
 */
public final class Nearest {

  private Nearest() {}

  /** The nearest, however far it is; nothing when there are no words. */
  static String to(String word, Collection<String> words) {
    return words.stream()
        .sorted()
        .min(Comparator.comparingInt(other -> slips(word, other)))
        .orElse("");
  }

  /**
   * Those that are equally near and nearer than all others, in the order of the alphabet; none
   * where even they have more slips than half of the word's letters.
   */
  public static List<String> like(String word, Collection<String> words) {
    int fewest = words.stream().mapToInt(other -> slips(word, other)).min().orElse(0);
    return fewest > word.length() / 2
        ? List.of()
        : words.stream().filter(other -> slips(word, other) == fewest).sorted().toList();
  }

  private static int slips(String left, String right) {
    int[][] least = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : last(least, left, i, right, j);
      }
    }
    return least[left.length()][right.length()];
  }

  private static int last(int[][] least, String left, int i, String right, int j) {
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int fewest =
        Math.min(
            least[i - 1][j - 1] + (same ? 0 : 1), Math.min(least[i - 1][j], least[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return swapped ? Math.min(fewest, least[i - 2][j - 2] + 1) : fewest;
  }
}

package dev.tidemill.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What stands for {@code H} in a pattern: values by chance, or by a seed that gives the same ones
 * in every client. One number of the row serves a whole field.
 */
final class HashedValues {

  private static final Pattern HASH = Pattern.compile("H(?:\\((\\d+)-(\\d+)\\))?(?:/(\\d+))?");

  private int state;

  private HashedValues(int state) {
    this.state = state;
  }

  /** The row that a seed begins (FNV-1a), or one by chance. */
  static HashedValues of(String seed) {
    if (seed.isEmpty()) {
      return new HashedValues(ThreadLocalRandom.current().nextInt());
    }
    int hash = 0x811c9dc5;
    for (int n = 0; n < seed.length(); n++) {
      hash = (hash ^ seed.charAt(n)) * 0x01000193;
    }
    return new HashedValues(hash);
  }

  /** The next number of the row, in [0, 1) (Mulberry32). */
  private double draw() {
    state += 0x6d2b79f5;
    int mixed = (state ^ state >>> 15) * (state | 1);
    mixed ^= mixed + (mixed ^ mixed >>> 7) * (mixed | 61);
    return Integer.toUnsignedLong(mixed ^ mixed >>> 14) / 4294967296.0;
  }

  String fill(String list, Unit unit) {
    double chance = draw();
    return HASH.matcher(list).replaceAll(match -> values(match, unit, chance));
  }

  private static String values(MatchResult match, Unit unit, double chance) {
    int min = unit.min;
    int max = unit.max;
    if (match.group(1) != null) {
      long from = Long.parseLong(match.group(1));
      long to = Long.parseLong(match.group(2));
      min = (int) Math.max(min, from);
      max = (int) Math.min(max, to);
      if (from > to || min > max) {
        throw unit.refused(match.group());
      }
    }
    if (match.group(3) == null) {
      return Integer.toString(one(min, max, chance));
    }
    long step = Long.parseLong(match.group(3));
    if (step < 1) {
      throw unit.refused(match.group());
    }
    return stepped(min, max, step, chance);
  }

  private static int one(int min, int max, double chance) {
    return (int) (chance * (max - min + 1)) + min;
  }

  private static String stepped(int min, int max, long step, double chance) {
    List<String> values = new ArrayList<>();
    for (long value = min / step * step + (long) (chance * step); value <= max; value += step) {
      if (value >= min) {
        values.add(Long.toString(value));
      }
    }
    return values.isEmpty() ? Integer.toString(one(min, max, chance)) : String.join(",", values);
  }
}

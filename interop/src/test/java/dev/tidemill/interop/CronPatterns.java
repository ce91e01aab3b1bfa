package dev.tidemill.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Cron patterns to compare: some by hand, any number from a seed. */
final class CronPatterns {

  /** What somebody means, what goes beyond, and what is none. */
  static final List<String> BY_HAND =
      List.of(
          "30 2 * * *",
          "*/10 1-3 * * *",
          "0 * * * *",
          "0 1-22 * * *",
          "45 1 * * *",
          "0 0 * * *",
          "59 59 23 31 12 *",
          "0 0 29 2 *",
          "0 0 30 2 *",
          "0 0 31 4,6 *",
          "0 0 30,31 2 1",
          "0 0 1,31,31 2 *",
          "0 0 31,31 2 *",
          "0 0 L * *",
          "0 0 L 2 *",
          "0 0 L,15 * 5L",
          "0 0 5L * *",
          "0 0 1-5L * *",
          "0 0 * * 5L",
          "0 0 * * 15L",
          "0 0 * * FRIL",
          "0 0 * * fril",
          "0 0 * * L",
          "0 0 * * L,5",
          "0 0 * * 5#2",
          "0 0 * 2 1#5",
          "0 0 * * 1#6",
          "0 0 * * 1-3#2",
          "0 0 * * JUL#2",
          "0 0 * JUL MON",
          "0 0 * * monday",
          "0 0 ? * MON-FRI",
          "0 0 ? * ?",
          "0 0 */2 * 1",
          "0 0 1-31 * 1",
          "0 0 * * 0-7",
          "0 0 * * 0-7/7",
          "0 0 * * 4-7/2",
          "0 0 * * 5-7",
          "0 0 * * 7",
          "0 0 * * 8",
          "0 0 * * 0,7",
          "5",
          "* * * *",
          "5* * * * *",
          "@daily",
          "@weekly",
          "@monthly",
          "@yearly",
          "@annually",
          "@hourly",
          "@minutely",
          "@secondly",
          "@weekdays",
          "@weekends",
          "@reboot",
          "@DAILY",
          "H H * * *",
          "H(10-20) * * * *",
          "H/15 * * * *",
          "H(5-40)/7 H/3 * * *",
          "H H H H H H",
          "0 H(20-40) * * *",
          "H(50-70) * * * *",
          "H(70-80) * * * *",
          "H(1-5)x * * * *",
          "*/90 * * * *",
          "1-5/0 * * * *",
          "00005 0 * * *",
          "9999999999999 * * * *",
          "0 24 * * *",
          "0 0 0 * *",
          "0 0 32 * *",
          "0 0 * 13 *",
          "60 * * * *",
          "5-1 * * * *",
          "1-5-9 * * * *",
          "1//2 * * * *",
          ",1 * * * *",
          "1, * * * *",
          "-1 * * * *",
          "1.5 * * * *",
          "a b c",
          "* * * * * * *",
          "0 0 15W * *",
          " 0   0 * * * ");

  private static final String[] MONTHS =
      "jan FEB Mar apr may jun JUL aug sep oct nov dec".split(" ");
  private static final String[] DAYS = "sun MON Tue wed thu fri SAT".split(" ");

  private final Random random;

  CronPatterns(long seed) {
    random = new Random(seed);
  }

  String next() {
    List<String> fields = new ArrayList<>();
    if (random.nextBoolean()) {
      fields.add(any(10) ? "*" : list(0, 59, new String[0]));
    }
    fields.add(any(20) ? "*" : list(0, 59, new String[0]));
    fields.add(any(40) ? "*" : list(0, 23, new String[0]));
    fields.add(any(60) ? star() : any(12) ? lastDay() : list(1, 31, new String[0]));
    fields.add(any(75) ? "*" : list(1, 12, MONTHS));
    fields.add(any(60) ? star() : any(25) ? weekday() : list(0, 7, DAYS));
    return String.join(" ", fields);
  }

  private boolean any(int percent) {
    return random.nextInt(100) < percent;
  }

  private int number(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }

  private String star() {
    return any(80) ? "*" : "?";
  }

  private String lastDay() {
    return List.of("L", "L," + number(1, 28), number(1, 31) + "L").get(random.nextInt(3));
  }

  private String weekday() {
    return switch (random.nextInt(4)) {
      case 0 -> number(0, 7) + "L";
      case 1 -> number(0, 7) + "#" + number(1, 5);
      case 2 -> number(0, 3) + "," + number(4, 6) + "L";
      default -> DAYS[random.nextInt(7)] + "#" + number(1, 5);
    };
  }

  private String list(int min, int max, String[] names) {
    List<String> parts = new ArrayList<>();
    for (int left = Math.max(1, number(-2, 3)); left > 0; left--) {
      parts.add(part(min, max, names));
    }
    return String.join(",", parts);
  }

  private String part(int min, int max, String[] names) {
    int low = number(min, max);
    int high = number(low, max);
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> one(low, names);
      case 3, 4 -> low + "-" + high;
      case 5 -> "*/" + number(1, max);
      case 6 -> low + "-" + high + "/" + number(1, 9);
      default -> low + "/" + number(1, max);
    };
  }

  private String one(int value, String[] names) {
    boolean named = names.length > 0 && any(40);
    return named ? names[names.length == 12 ? value - 1 : value % 7] : Integer.toString(value);
  }
}

package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes a pattern apart into its six fields. */
final class PatternParser {

  private static final int LONGEST = 1024;
  private static final Map<String, String> PREDEFINED =
      Map.of(
          "@yearly", "0 0 0 1 1 *",
          "@annually", "0 0 0 1 1 *",
          "@monthly", "0 0 0 1 * *",
          "@weekly", "0 0 0 * * 0",
          "@daily", "0 0 0 * * *",
          "@hourly", "0 0 * * * *",
          "@minutely", "0 * * * * *",
          "@secondly", "* * * * * *",
          "@weekdays", "0 0 0 * * 1-5",
          "@weekends", "0 0 0 * * 0,6");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private PatternParser() {}

  static Fields parse(String pattern, String seed) {
    List<String> texts = split(PREDEFINED.getOrDefault(pattern, pattern));
    HashedValues hashed = HashedValues.of(seed);
    // In this order: each field takes one number of the seed's row.
    FieldParser second = new FieldParser(Unit.SECOND, texts.get(0), hashed);
    FieldParser minute = new FieldParser(Unit.MINUTE, texts.get(1), hashed);
    FieldParser hour = new FieldParser(Unit.HOUR, texts.get(2), hashed);
    FieldParser month = new FieldParser(Unit.MONTH, texts.get(4), hashed);
    FieldParser day = new FieldParser(Unit.DAY_OF_MONTH, texts.get(3), hashed);
    FieldParser weekday = new FieldParser(Unit.DAY_OF_WEEK, texts.get(5), hashed);
    Field months = month.field();
    if (months.size() == 1) {
      day.dropBeyond(Fields.longest(months.first()));
    }
    return new Fields(
        second.field(), minute.field(), hour.field(), day.field(), months, weekday.field());
  }

  /** Six texts; those that a shorter pattern leaves out stand before it. */
  private static List<String> split(String pattern) {
    if (pattern.length() > LONGEST) {
      throw new InvalidOption(
          "it has %d characters: give at most %d".formatted(pattern.length(), LONGEST));
    }
    String[] given = SPACE.split(pattern.strip(), -1);
    if (given.length > 6) {
      throw new InvalidOption(
          "it has %d fields: give five, or six with the second first".formatted(given.length));
    }
    List<String> texts = new ArrayList<>(List.of("0", "*", "*", "*", "*", "*"));
    texts.subList(6 - given.length, 6).clear();
    texts.addAll(Arrays.asList(given));
    return texts;
  }
}

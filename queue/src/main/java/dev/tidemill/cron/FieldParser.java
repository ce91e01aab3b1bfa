package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads one field: a list of numbers, ranges and steps, and what its unit allows beside. */
final class FieldParser {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z]{3}");
  private static final Pattern PLAIN =
      Pattern.compile("[0-9,/LH?*-]+|.*H(\\(\\d+-\\d+\\)|/\\d+).*");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern LAST = Pattern.compile("\\d{0,2}L");
  private static final List<String> NAMES =
      List.of("jan feb mar apr may jun jul aug sep oct nov dec".split(" "));
  private static final List<String> DAYS = List.of("sun mon tue wed thu fri sat".split(" "));

  private final Unit unit;
  private final String raw;
  private final int nth;
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> lasts = new ArrayList<>();

  FieldParser(Unit unit, String text, HashedValues hashed) {
    this.unit = unit;
    this.raw = text;
    int hash = unit == Unit.DAY_OF_WEEK ? text.indexOf('#') : -1;
    this.nth = hash < 0 ? 0 : nth(text, hash);
    String list = unit.isNamed() ? named(hash < 0 ? text : text.substring(0, hash)) : text;
    if (!PLAIN.matcher(list).matches() || (list.indexOf('L') >= 0 && !unit.allowsLast())) {
      throw unit.refused(text);
    }
    String all = list.replaceAll("[*?]", unit.min + "-" + unit.max);
    for (String part : hashed.fill(all, unit).split(",", -1)) {
      add(part);
    }
  }

  private int nth(String text, int hash) {
    String number = text.substring(hash + 1);
    if (!number.matches("[1-5]") || text.matches(".*[,/-].*")) {
      throw new InvalidOption(
          "day of week '%s' is not possible: give one day, # and 1 to 5".formatted(text));
    }
    return number.charAt(0) - '0';
  }

  /** Months and days of the week by their names, of either kind in either field. */
  private String named(String text) {
    return NAME.matcher(text).replaceAll(match -> Integer.toString(number(match.group())));
  }

  private int number(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int value = NAMES.contains(lower) ? NAMES.indexOf(lower) + 1 : DAYS.indexOf(lower);
    if (value < 0) {
      throw new InvalidOption(
          "%s has the name '%s', which is none: give one like JAN or MON"
              .formatted(unit.words, name));
    }
    return value;
  }

  private void add(String part) {
    int slash = part.indexOf('/');
    if (slash >= 0) {
      String from = part.substring(0, slash);
      addRange(from.indexOf('-') < 0 ? from + "-" + unit.max : from, part.substring(slash + 1));
    } else if (part.indexOf('-') >= 0) {
      addRange(part, "1");
    } else if (part.indexOf('L') >= 0) {
      lasts.add(part);
    } else if (!NUMBER.matcher(part).matches()) {
      throw unit.refused(part);
    } else {
      int value = inside(part);
      numbers.add(unit == Unit.DAY_OF_WEEK ? value % 7 : value);
    }
  }

  private void addRange(String range, String step) {
    String[] ends = range.split("-", -1);
    int min = inside(ends[0]);
    int max = inside(ends[1]);
    int by = leading(step);
    if (min > max || by < 1 || step.indexOf('/') >= 0) {
      throw new InvalidOption(
          "%s '%s' is not possible: give a range that rises, and a step of at least 1"
              .formatted(unit.words, raw));
    }
    if (unit == Unit.DAY_OF_WEEK && max == 7 && (max - min) % by == 0 && min > 0) {
      numbers.add(0);
    }
    for (long value = min; value <= max; value += by) {
      numbers.add((int) value);
    }
  }

  private int inside(String text) {
    int value = leading(text);
    if (value < unit.min || value > unit.max) {
      throw unit.refused(text);
    }
    return value;
  }

  /** The number that a text begins with; -1 when it begins with none, or one that is too large. */
  private static int leading(String text) {
    var match = NUMBER.matcher(text);
    if (!match.lookingAt()) {
      return -1;
    }
    try {
      return Integer.parseInt(match.group());
    } catch (NumberFormatException tooLarge) {
      return -1;
    }
  }

  /** Forgets the days that no month of the pattern has, unless there is no other. */
  void dropBeyond(int longest) {
    if (!lasts.isEmpty() || numbers.stream().anyMatch(day -> day <= longest)) {
      numbers.removeIf(day -> day > longest);
    }
  }

  Field field() {
    if (new HashSet<>(numbers).size() < numbers.size()
        || new HashSet<>(lasts).size() < lasts.size()) {
      throw new InvalidOption(
          "%s '%s' has a value twice: give each once".formatted(unit.words, raw));
    }
    long values = 0;
    int weekdays = 0;
    for (int number : numbers) {
      values |= 1L << number;
      weekdays |= 1 << number % 7;
    }
    for (String last : lasts) {
      if (!LAST.matcher(last).matches() || (unit == Unit.DAY_OF_WEEK && last.equals("L"))) {
        throw unit.refused(last);
      }
      weekdays |= last.equals("L") ? 0 : 1 << (last.charAt(0) - '0') % 7;
    }
    boolean any = raw.equals("*") || raw.equals("?");
    return new Field(values, weekdays, any, raw.indexOf('L') >= 0, nth);
  }
}

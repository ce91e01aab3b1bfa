package dev.tidemill.cron;

import dev.tidemill.input.InvalidOption;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the names of time zones as BullMQ's clients do, in any case of letters. */
public final class CronZone {

  private static final Pattern AHEAD = Pattern.compile("utc([+-]\\d{1,2})(?::(\\d{2}))?");

  private CronZone() {}

  /**
   * The zone of a name.
   *
   * @param name of the IANA's time-zone data such as {@code Europe/Berlin}, {@code UTC}, or {@code
   *     UTC+5:30}; empty for the zone of this machine
   * @throws InvalidOption when there is none of that name
   */
  public static ZoneId of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return switch (lower) {
      case "", "local", "system", "default" -> ZoneId.systemDefault();
      case "utc", "gmt" -> ZoneOffset.UTC;
      default -> named(name, lower);
    };
  }

  private static ZoneId named(String name, String lower) {
    Matcher ahead = AHEAD.matcher(lower);
    try {
      if (ahead.matches()) {
        int hours = Integer.parseInt(ahead.group(1));
        int minutes = ahead.group(2) == null ? 0 : Integer.parseInt(ahead.group(2));
        return ZoneOffset.ofHoursMinutes(
            hours, ahead.group(1).charAt(0) == '-' ? -minutes : minutes);
      }
      for (String known : ZoneId.getAvailableZoneIds()) {
        if (known.equalsIgnoreCase(name)) {
          return ZoneId.of(known);
        }
      }
    } catch (DateTimeException e) {
      throw unknown(name);
    }
    String shortId = ZoneId.SHORT_IDS.get(name.toUpperCase(Locale.ROOT));
    if (shortId != null) {
      return ZoneId.of(shortId);
    }
    throw unknown(name);
  }

  private static InvalidOption unknown(String name) {
    return new InvalidOption(
        "time zone '%s' is not known: give a name such as Europe/Berlin".formatted(name));
  }
}

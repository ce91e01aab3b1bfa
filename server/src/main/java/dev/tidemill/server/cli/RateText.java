package dev.tidemill.server.cli;

import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rates as people write them: {@code 10/s}, {@code 100/m}, {@code 5/2s}; {@code none} for none. */
final class RateText implements ITypeConverter<RateText.Given> {

  private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})/(\\d{0,6}(?:ms|s|m|h))");

  /** What was written; none is a value of its own, for null means that nothing was. */
  record Given(@Nullable RateLimit rate) {}

  @Override
  public Given convert(String text) {
    if ("none".equals(text)) {
      return new Given(null);
    }
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw unusable(text);
    }
    String period = matcher.group(2);
    int max = Integer.parseInt(matcher.group(1));
    Duration per = DurationText.parse(Character.isDigit(period.charAt(0)) ? period : "1" + period);
    if (max == 0 || per.isZero()) {
      throw unusable(text);
    }
    return new Given(new RateLimit(max, per));
  }

  private static TypeConversionException unusable(String text) {
    return new TypeConversionException(
        "'" + text + "' is no rate: write how many in which time, as in 10/s or 100/m, or none");
  }
}

package dev.tidemill.server.cli;

import dev.tidemill.pool.handler.WorkTime;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How long work takes, as people write it: {@code 150ms}, or {@code 0..2s} for any time between.
 */
final class WorkText implements ITypeConverter<WorkTime> {

  private static final String BETWEEN = "..";

  @Override
  public WorkTime convert(String text) {
    int between = text.indexOf(BETWEEN);
    if (between < 0) {
      return WorkTime.always(DurationText.parse(text));
    }
    Duration least = DurationText.parse(text.substring(0, between));
    Duration most = DurationText.parse(text.substring(between + BETWEEN.length()));
    if (most.compareTo(least) < 0) {
      throw new TypeConversionException("'" + text + "' is no span: write the shorter time first");
    }
    return new WorkTime(least, most);
  }
}

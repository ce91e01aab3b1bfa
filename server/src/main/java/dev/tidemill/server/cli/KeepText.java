package dev.tidemill.server.cli;

import dev.tidemill.job.Keep;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What to keep, as people write it: a number, an age, {@code all} or {@code none}. */
final class KeepText implements ITypeConverter<Keep> {

  @Override
  public Keep convert(String text) {
    if ("all".equals(text)) {
      return Keep.all();
    }
    if ("none".equals(text)) {
      return Keep.none();
    }
    if (text.matches("\\d{1,12}")) {
      return Keep.newest(Long.parseLong(text));
    }
    try {
      return Keep.youngerThan(DurationText.parse(text));
    } catch (TypeConversionException | IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + text + "' is nothing to keep by: write a number, an age as 2h, all or none");
    }
  }
}

package dev.tidemill.server.cli;

import dev.tidemill.job.Backoff;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Back-offs as people write them: {@code fixed:1s} or {@code exponential:1s}. */
final class BackoffText implements ITypeConverter<Backoff> {

  @Override
  public Backoff convert(String text) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    if (colon < 0 || !("fixed".equals(type) || "exponential".equals(type))) {
      throw new TypeConversionException(
          "'" + text + "' is no back-off: write fixed:1s or exponential:1s");
    }
    Duration delay = DurationText.parse(text.substring(colon + 1));
    return "fixed".equals(type) ? Backoff.fixed(delay) : Backoff.exponential(delay);
  }
}

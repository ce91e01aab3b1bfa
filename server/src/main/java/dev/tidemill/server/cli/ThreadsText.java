package dev.tidemill.server.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Who handles messages: {@code virtual} or {@code platform:N}; read as N, 0 for virtual. */
final class ThreadsText implements ITypeConverter<Integer> {

  private static final String PLATFORM = "platform:";

  @Override
  public Integer convert(String text) {
    if ("virtual".equals(text)) {
      return 0;
    }
    if (text.matches(PLATFORM + "[1-9]\\d{0,3}")) {
      return Integer.valueOf(text.substring(PLATFORM.length()));
    }
    throw new TypeConversionException(
        "'" + text + "' names no threads: write virtual, or platform:8 for eight of the system's");
  }
}

package dev.tidemill.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that says how messages of the program are written. */
@Command(name = "log", header = "")
final class LogFlags {

  /** How a message is written. */
  enum Format {
    text,
    json
  }

  /** Looked at by {@code logback.xml}. */
  private static final String PROPERTY = "tidemill.log.format";

  @Option(names = "--log-format", paramLabel = "text|json", description = "of messages on stderr")
  Format format = Format.text;

  /** Must come before the first message. */
  void apply() {
    System.setProperty(PROPERTY, format.name());
  }
}

package dev.tidemill.server.cli;

import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option that says what the policy {@code balance} aims at. */
@Command
final class TargetWaitFlag {

  private static final String NAME = "--target-wait";

  @Option(
      names = NAME,
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "how long messages may wait under balance")
  Duration wait = Duration.ZERO;

  Duration checked(OptionCheck check) {
    check.positive(NAME, wait, "2s");
    return wait;
  }
}

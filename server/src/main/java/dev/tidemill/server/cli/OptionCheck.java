package dev.tidemill.server.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Refuses what an option was given, in words that name the option, the value and the remedy.
 *
 * @param spec of the command that has the options
 */
record OptionCheck(@Nullable CommandSpec spec) {

  /** The most may be {@link Integer#MAX_VALUE}, which is not told. */
  void within(String option, long given, int least, int most) {
    if (given < least || given > most) {
      String range = most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
      throw refused(option, given, "give " + range);
    }
  }

  void positive(String option, Duration given, String example) {
    if (given.isZero()) {
      throw refused(option, 0, "give more, as " + example);
    }
  }

  String present(String option, @Nullable String given, String choices) {
    if (given == null) {
      throw refused("Option '" + option + "' is missing: name one of " + choices);
    }
    return given;
  }

  ParameterException refused(String option, Object given, String remedy) {
    return refused("Invalid value for option '" + option + "': " + given + ": " + remedy);
  }

  private ParameterException refused(String message) {
    if (spec == null) {
      throw new IllegalStateException("options were read outside of a command: " + message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}

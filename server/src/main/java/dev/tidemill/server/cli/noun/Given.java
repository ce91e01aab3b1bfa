package dev.tidemill.server.cli.noun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a command line gave to a verb.
 *
 * @param spec after it was read
 */
record Given(CommandSpec spec) {

  String place(String name) {
    Object value = positional(name).getValue();
    return value == null ? "" : value.toString();
  }

  List<String> places(String name) {
    Object value = positional(name).getValue();
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private PositionalParamSpec positional(String name) {
    return spec.positionalParameters().stream()
        .filter(one -> one.paramLabel().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Nullable String option(String name) {
    OptionSpec option = spec.findOption(name);
    Object value = option == null ? null : option.getValue();
    return value == null ? null : value.toString();
  }

  String option(String name, String otherwise) {
    String value = option(name);
    return value == null ? otherwise : value;
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(option(name));
  }

  /** Refuses the command line. */
  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package dev.tidemill.server.bench;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** All that can be measured. */
final class Scenarios {

  static final List<Scenario> ALL =
      List.of(
          new AddOneByOne(),
          new AddInBulk(),
          new WorkOff("worker-generic", 1, 20_000),
          new WorkOff("worker-concurrent", 100, 100_000),
          new PoolAtFullSpeed(),
          new Turns(),
          new Latency());

  private Scenarios() {}

  /**
   * Those that are named, in that order; all when none is.
   *
   * @throws CommandFailed when there is no such
   */
  static List<Scenario> named(List<String> names) {
    List<Scenario> chosen = new ArrayList<>();
    for (String name : names) {
      chosen.add(
          ALL.stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(() -> no(name)));
    }
    return names.isEmpty() ? ALL : chosen;
  }

  private static CommandFailed no(String name) {
    String all = ALL.stream().map(Scenario::name).collect(Collectors.joining(", "));
    return new CommandFailed(
        ExitCode.USAGE,
        "Invalid value for option '--scenario': '" + name + "' is none of " + all,
        null);
  }
}

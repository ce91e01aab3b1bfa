package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.ExitCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** A noun without a verb: its help. */
final class NounHelp implements Callable<Integer> {

  private @Nullable CommandSpec spec;

  void of(CommandSpec whose) {
    spec = whose;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getErr());
    }
    return ExitCode.USAGE;
  }
}

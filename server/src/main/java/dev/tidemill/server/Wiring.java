package dev.tidemill.server;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.Duties;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.RunConfig;
import dev.tidemill.server.cli.ServeConfig;
import java.io.PrintWriter;

/** Puts the parts together that a command needs. */
final class Wiring implements Duties {

  private final PrintWriter err;

  Wiring(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int demo(ServeConfig config) {
    return serve(config);
  }

  @Override
  public int serve(ServeConfig config) {
    err.println(config);
    throw new CommandFailed(ExitCode.FAILED, "serve has no pool to serve yet", null);
  }

  @Override
  public int run(RunConfig config) {
    err.println(config);
    throw new CommandFailed(ExitCode.FAILED, "run has no pool to run yet", null);
  }
}

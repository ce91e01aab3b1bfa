package dev.tidemill.server;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.SimulateConfig;
import dev.tidemill.server.cli.SimulateConfig.Show;
import dev.tidemill.simulator.workload.Comparison;
import dev.tidemill.simulator.workload.Shape;
import dev.tidemill.simulator.workload.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays policies on workloads and prints what comes of it, one workload after the other. */
final class SimulateDuty {

  private final SimulateConfig config;
  private final PrintWriter out;
  private final boolean ascii;
  private boolean later;

  SimulateDuty(SimulateConfig config, PrintWriter out, Charset charset) {
    this.config = config;
    this.out = out;
    this.ascii = config.show() == Show.ASCII || !charset.newEncoder().canEncode('▲');
  }

  int run() {
    Path trace = config.trace();
    if (trace != null) {
      print(read(trace));
    }
    for (Shape shape : config.shapes()) {
      print(Simulation.of(shape, config.setting()));
    }
    return ExitCode.OK;
  }

  private Simulation read(Path trace) {
    try {
      return Simulation.ofTrace(Files.readAllLines(trace), config.setting());
    } catch (IllegalArgumentException e) {
      throw refused(trace, "cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      throw refused(trace, "cannot be read. Check the path, and that it is text in UTF-8", e);
    }
  }

  private static CommandFailed refused(Path trace, String why, Exception cause) {
    return new CommandFailed(ExitCode.USAGE, "The trace " + trace + " " + why, cause);
  }

  private void print(Simulation simulation) {
    Comparison comparison = simulation.play(config.policies());
    boolean json = config.show() == Show.JSON;
    if (later && !json) {
      out.println();
    }
    later = true;
    out.print(json ? comparison.json() : comparison.text(ascii));
    out.flush();
  }
}

package dev.tidemill.server.cli;

import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.simulator.workload.Setting;
import dev.tidemill.simulator.workload.Shape;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code simulate} was told.
 *
 * @param setting what is the same for all policies and workloads
 * @param policies which, in that order
 * @param shapes which workloads, in that order
 * @param trace a file with one more, or null
 * @param show how the outcome is written
 */
public record SimulateConfig(
    Setting setting,
    List<PolicyKind> policies,
    List<Shape> shapes,
    @Nullable Path trace,
    Show show) {

  /** How the outcome is written. */
  public enum Show {
    /** Tables and lanes, in what signs the terminal has. */
    TEXT,
    /** The same in ASCII. */
    ASCII,
    /** A JSON object for each workload and policy. */
    JSON
  }

  /** Keeps its own copies of the lists. */
  public SimulateConfig {
    policies = List.copyOf(policies);
    shapes = List.copyOf(shapes);
  }
}

package dev.tidemill.simulator.workload;

import dev.tidemill.pool.state.PolicyKind;
import java.util.List;

/**
 * Policies on one workload, each with the same messages.
 *
 * <p>A worker takes a message off the source and pushes it into a queue, or pulls one out of it and
 * handles it; it turns between two messages. What waits at the source is known to the policy unless
 * the source cannot tell. All that the plan does is the pool's own code; the same seed gives the
 * same run.
 */
public final class Simulation {

  private final Arrivals arrivals;
  private final Setting setting;

  private Simulation(Arrivals arrivals, Setting setting) {
    this.arrivals = arrivals;
    this.setting = setting;
  }

  /** Messages whose rate has that shape. */
  public static Simulation of(Shape shape, Setting setting) {
    return new Simulation(Arrivals.of(shape, setting), setting);
  }

  /**
   * Messages as they were written down.
   *
   * @param lines the milliseconds of each from the beginning, and those of its handler if known
   * @throws IllegalArgumentException when a line says something else
   */
  public static Simulation ofTrace(List<String> lines, Setting setting) {
    return new Simulation(Trace.read(lines, setting), setting);
  }

  /** The policies, and every fixed split of the workers where the fixed one is among them. */
  public Comparison play(List<PolicyKind> policies) {
    List<Outcome> outcomes =
        policies.stream()
            .flatMap(policy -> Contender.of(policy, setting).stream())
            .map(contender -> new Plant(arrivals, contender, setting).run())
            .toList();
    return new Comparison(arrivals, setting, outcomes);
  }
}

package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidemill simulate}. */
@Command(
    name = "simulate",
    header = {
      "Play policies on workloads by the pool's own code, on a simulated clock; needs no Redis.",
      "",
      "  tidemill simulate --compare                    all workloads, and every fixed split",
      "  tidemill simulate --workload=burst,daily --workers=20 --nodes=4 --target-wait=5s",
      "  tidemill simulate --trace=arrivals.txt --push=20ms --work=300ms --json",
      "",
      "  Wait is counted from a message's arrival at the source to the start of its handler;",
      "  arrivals do not depend on the pool. The same seed gives the same text.",
      "",
      "  steady, ramp, burst, daily, on-off   how the rate of arrivals goes around its mean",
      "  staircase, balance, fixed            policies; fixed is every split of the workers",
      "  a trace has a line a message: ms from the beginning, and its handler's ms if known",
    },
    footer = {"", "Exit: 0 ok, 2 usage, or a trace that cannot be read"})
final class SimulateCommand implements Callable<Integer> {

  @Mixin(name = "a simulation")
  final SimulateFlags flags = new SimulateFlags();

  private final Duties duties;

  SimulateCommand(Duties duties) {
    this.duties = duties;
  }

  @Override
  public Integer call() {
    return duties.simulate(flags.config());
  }
}

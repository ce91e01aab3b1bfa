package dev.tidemill.server.cli;

import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.simulator.workload.Setting;
import dev.tidemill.simulator.workload.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what is simulated. */
@Command(header = "Options")
final class SimulateFlags {

  private static final int MOST_WORKERS = 100;
  private static final int MOST_MINUTES = 1440;
  private static final double MOST_MESSAGES = 5_000_000;

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      split = ",",
      description = "only these; again or with commas for several")
  List<PoolFlags.Policy> policies = new ArrayList<>();

  @Option(names = "--compare", description = "every fixed split of the workers beside them")
  boolean compare;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      split = ",",
      description = "only these; again or with commas for several")
  List<String> workloads = new ArrayList<>();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "messages as they were written down")
  @Nullable Path trace;

  @Option(names = "--workers", paramLabel = "N", description = "how many there are in all")
  int workers;

  @Option(names = "--nodes", paramLabel = "N", description = "machines that they are dealt over")
  int nodes;

  @Option(names = "--minutes", paramLabel = "N", description = "for how long messages arrive")
  int minutes;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "messages a second, in the mean [0.65 of what all can do]")
  @Nullable Double rate;

  @Option(
      names = "--push",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "to take a message off the source and push it")
  Duration push = Duration.ZERO;

  @Option(
      names = "--work",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "its handler takes, in the mean")
  Duration work = Duration.ZERO;

  @Option(names = "--even-work", description = "always that long; else exponentially distributed")
  boolean even;

  @Option(
      names = "--silent-source",
      description = "one that cannot tell how many messages wait there")
  boolean silent;

  @Mixin final TargetWaitFlag targetWait = new TargetWaitFlag();

  @Option(names = "--seed", paramLabel = "N", description = "of all that is left to chance")
  long seed;

  @Option(names = "--ascii", description = "lanes in ASCII, whatever the terminal can show")
  boolean ascii;

  @Option(names = "--json", description = "a JSON object for each workload and policy")
  boolean json;

  SimulateConfig config() {
    OptionCheck check = new OptionCheck(spec);
    check.within("--workers", workers, 2, MOST_WORKERS);
    check.within("--nodes", nodes, 1, MOST_WORKERS);
    check.within("--minutes", minutes, 1, MOST_MINUTES);
    check.positive("--push", push, "100ms");
    check.positive("--work", work, "150ms");
    return new SimulateConfig(
        setting(check),
        policies(),
        workloads.isEmpty() && trace != null ? List.of() : shapes(),
        trace,
        show());
  }

  private Setting setting(OptionCheck check) {
    double given = rate == null ? 0 : rate;
    if (rate != null && !(given > 0)) {
      throw check.refused("--rate", rate, "give more than 0");
    }
    Setting setting =
        new Setting(
            workers,
            nodes,
            Duration.ofMinutes(minutes),
            given,
            push,
            work,
            !even,
            silent,
            targetWait.checked(check),
            seed);
    if (setting.meanRate() * 60 * minutes > MOST_MESSAGES) {
      throw check.refused(
          "--minutes", minutes, "these are too many messages; give less, or a lower rate");
    }
    return setting;
  }

  private List<PolicyKind> policies() {
    List<PolicyKind> kinds = new ArrayList<>();
    policies.forEach(policy -> kinds.add(PoolFlags.kind(policy)));
    if (kinds.isEmpty()) {
      kinds.addAll(List.of(PolicyKind.BALANCE, PolicyKind.STAIRCASE));
    }
    if (compare && !kinds.contains(PolicyKind.FIXED)) {
      kinds.add(PolicyKind.FIXED);
    }
    return kinds;
  }

  private List<Shape> shapes() {
    if (workloads.isEmpty()) {
      return List.of(Shape.values());
    }
    return workloads.stream().map(this::shape).toList();
  }

  private Shape shape(String name) {
    for (Shape shape : Shape.values()) {
      if (shape.label().equals(name)) {
        return shape;
      }
    }
    List<String> names = Arrays.stream(Shape.values()).map(Shape::label).toList();
    String remedy = "give one of " + String.join(", ", names);
    throw new OptionCheck(spec).refused("--workload", name, remedy);
  }

  private SimulateConfig.Show show() {
    if (json) {
      return SimulateConfig.Show.JSON;
    }
    return ascii ? SimulateConfig.Show.ASCII : SimulateConfig.Show.TEXT;
  }
}

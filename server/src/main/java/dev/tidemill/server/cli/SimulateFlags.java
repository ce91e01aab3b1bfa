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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      names = "--target-wait",
      paramLabel = "TIME",
      converter = DurationText.class,
      description = "how long messages may wait under balance")
  Duration targetWait = Duration.ZERO;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is left to chance")
  long seed;

  @Option(names = "--ascii", description = "lanes in ASCII, whatever the terminal can show")
  boolean ascii;

  @Option(names = "--json", description = "a JSON object for each workload and policy")
  boolean json;

  SimulateConfig config() {
    within("--workers", workers, 2, MOST_WORKERS);
    within("--nodes", nodes, 1, MOST_WORKERS);
    within("--minutes", minutes, 1, MOST_MINUTES);
    positive("--push", push, "100ms");
    positive("--work", work, "150ms");
    positive("--target-wait", targetWait, "2s");
    return new SimulateConfig(
        setting(),
        policies(),
        workloads.isEmpty() && trace != null ? List.of() : shapes(),
        trace,
        show());
  }

  private Setting setting() {
    double given = rate == null ? 0 : rate;
    if (rate != null && !(given > 0)) {
      throw refused("--rate", rate, "give more than 0");
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
            targetWait,
            seed);
    if (setting.meanRate() * 60 * minutes > MOST_MESSAGES) {
      throw refused(
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
    throw refused("--workload", name, "give one of " + String.join(", ", names));
  }

  private SimulateConfig.Show show() {
    if (json) {
      return SimulateConfig.Show.JSON;
    }
    return ascii ? SimulateConfig.Show.ASCII : SimulateConfig.Show.TEXT;
  }

  private void within(String option, int given, int least, int most) {
    if (given < least || given > most) {
      throw refused(option, given, "give " + least + " to " + most);
    }
  }

  private void positive(String option, Duration given, String example) {
    if (given.isZero()) {
      throw refused(option, 0, "give more, as " + example);
    }
  }

  private ParameterException refused(String option, Object given, String remedy) {
    String message = "Invalid value for option '" + option + "': " + given + ": " + remedy;
    if (spec == null) {
      throw new IllegalStateException("options were read outside of a command: " + message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}

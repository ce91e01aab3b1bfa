package dev.tidemill.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what is measured, and where. */
@Command(header = "Options")
final class BenchFlags {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec spec;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      split = ",",
      description = "only these; again or with commas for several")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "so many in each, and as many twice to warm up before")
  @Nullable Integer jobs;

  @Option(names = "--json", description = "a JSON object a scenario instead of a table")
  boolean json;

  @Mixin final RedisUrlFlag url = new RedisUrlFlag();

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "first part of every key; the queues are its own")
  String prefix = "";

  BenchConfig config() {
    if (jobs != null) {
      new OptionCheck(spec).within("--jobs", jobs, 1, Integer.MAX_VALUE);
    }
    RedisConfig redis = new RedisConfig(url.given(), Path.of(""), false, prefix, "");
    return new BenchConfig(redis, scenarios, jobs == null ? 0 : jobs, json);
  }
}

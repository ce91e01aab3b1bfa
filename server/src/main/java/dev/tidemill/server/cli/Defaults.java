package dev.tidemill.server.cli;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an option is when it is not given: by command, and by the environment before that. */
final class Defaults implements IDefaultValueProvider {

  private static final Map<String, String> ALIASES =
      Map.of(
          "--redis-url", "REDIS_URL",
          "--max-pushers", "MAX_PUSHERS",
          "--max-pullers", "MAX_PULLERS",
          "--token", "TIDEMILL_TOKEN");

  private final Map<String, String> environment;
  private final Map<String, String> values = new HashMap<>();

  private Defaults(Map<String, String> environment) {
    this.environment = environment;
    values.putAll(
        Map.of(
            "--data", "~/.local/share/tidemill",
            "--prefix", "bull",
            "--queue", "messages",
            "--max-pushers", "10",
            "--max-pullers", "10",
            "--switch-every", "10",
            "--turn-order", "fifo",
            "--attempts", "1",
            "--keep", "1000",
            "--threads", "virtual"));
    values.putAll(
        Map.of(
            "--on-bad-line", "stop",
            "--policy", "staircase",
            "--target-wait", "2s",
            "--min-pushers", "1",
            "--min-pullers", "1"));
  }

  static Defaults demo(Map<String, String> environment) {
    return new Defaults(environment).page().pace("100ms", "none", "150ms");
  }

  static Defaults serve(Map<String, String> environment) {
    return new Defaults(environment).page().pace("1s", "10/s", "0");
  }

  static Defaults run(Map<String, String> environment) {
    return new Defaults(environment).pace("0", "none", "0").ownThreads();
  }

  static Defaults bench(Map<String, String> environment) {
    Defaults defaults = new Defaults(environment);
    defaults.values.put("--prefix", "tidemill-bench");
    return defaults;
  }

  static Defaults simulate(Map<String, String> environment) {
    Defaults defaults = new Defaults(environment);
    defaults.values.remove("--policy");
    defaults.values.putAll(
        Map.of(
            "--workers", "11",
            "--nodes", "1",
            "--minutes", "30",
            "--push", "100ms",
            "--work", "150ms",
            "--seed", "1"));
    return defaults;
  }

  /** At full speed a worker that reads its answers itself saves two hand-overs a call. */
  private Defaults ownThreads() {
    values.put("--threads", "platform");
    return this;
  }

  private Defaults page() {
    values.putAll(Map.of("--port", "3000", "--host", "127.0.0.1"));
    values.putAll(Map.of("--source", "generate", "--handler", "complete"));
    return this;
  }

  private Defaults pace(String interval, String limiter, String work) {
    values.putAll(Map.of("--push-interval", interval, "--limiter", limiter, "--work", work));
    return this;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec option) {
    return option instanceof OptionSpec named ? of(named.longestName()) : null;
  }

  @Nullable String of(String option) {
    String alias = ALIASES.get(option);
    String given = alias == null ? null : environment.get(alias);
    return given == null || given.isBlank() ? values.get(option) : given;
  }
}

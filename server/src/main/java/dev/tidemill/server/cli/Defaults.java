package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What an option is when it is not given: as it was set elsewhere, else by command. */
final class Defaults implements IDefaultValueProvider {

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> keys;
  private final Settings settings;

  /**
   * Of one command.
   *
   * @param keys of its options, by their names
   * @param settings what was set outside of the command line
   */
  Defaults(String command, Map<String, String> keys, Settings settings) {
    this.keys = keys;
    this.settings = settings;
    forAll();
    switch (command) {
      case "demo" -> page().pace("100ms", "none", "150ms");
      case "serve" -> page().pace("1s", "10/s", "0");
      case "run" -> pace("0", "none", "0").ownThreads();
      case "bench" -> values.put("--prefix", "tidemill-bench");
      case "simulate" -> simulated();
      case "doctor" -> values.put("--port", "3000");
      default -> asked();
    }
  }

  private void forAll() {
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
            "--log-format", "text",
            "--on-bad-line", "stop",
            "--policy", "staircase",
            "--target-wait", "2s",
            "--max-backlog", "0",
            "--min-pushers", "1",
            "--min-pullers", "1"));
  }

  private void simulated() {
    values.remove("--policy");
    values.putAll(
        Map.of(
            "--workers", "11",
            "--nodes", "1",
            "--minutes", "30",
            "--push", "100ms",
            "--work", "150ms",
            "--seed", "1"));
  }

  /** What asks a server has no other options of its own that mean something when left out. */
  private void asked() {
    String data = String.valueOf(values.get("--data"));
    values.clear();
    values.putAll(Map.of("--data", data, "--timeout", "30s", "--color", "auto"));
  }

  /** At full speed a worker that reads its answers itself saves two hand-overs a call. */
  private void ownThreads() {
    values.put("--threads", "platform");
  }

  private Defaults page() {
    values.putAll(Map.of("--port", "3000", "--host", "127.0.0.1"));
    values.putAll(Map.of("--max-connections", "4096", "--max-streams", "2000"));
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
    Setting setting = setting(option);
    return setting == null ? null : setting.value();
  }

  /** The value of an option that is not given, and where it comes from; null when it has none. */
  @Nullable Setting setting(String option) {
    String key = keys.get(option);
    Setting set = key == null ? null : settings.of(key);
    String value = values.get(option);
    return set == null && value != null ? new Setting(value, Setting.Kind.DEFAULT, "default") : set;
  }

  /** What was set outside of the command line. */
  Settings settings() {
    return settings;
  }

  /** What is shown of it: secrets are not. */
  @Nullable String shown(String option) {
    Setting setting = setting(option);
    return setting == null || Settings.isSecret(keys.getOrDefault(option, ""))
        ? null
        : setting.withoutLogins().value();
  }
}

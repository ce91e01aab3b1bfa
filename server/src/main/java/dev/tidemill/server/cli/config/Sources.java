package dev.tidemill.server.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where settings may stand.
 *
 * @param properties of the JVM that begin with {@code tidemill.}, without that
 * @param environment of the process
 * @param here the directory it was started in, or null to look into no files
 * @param home of the user, or null
 */
public record Sources(
    Map<String, String> properties,
    Map<String, String> environment,
    @Nullable Path here,
    @Nullable Path home) {

  private static final String OURS = "tidemill.";

  /** The environment and nothing else. */
  public static Sources environment(Map<String, String> environment) {
    return new Sources(Map.of(), environment, null, null);
  }

  /** All that this process has. */
  public static Sources ofTheProcess() {
    Map<String, String> properties = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(OURS)) {
        properties.put(name.substring(OURS.length()), System.getProperty(name));
      }
    }
    Path home = Path.of(System.getProperty("user.home", "."));
    return new Sources(properties, System.getenv(), Path.of(""), home);
  }

  /** The file of a user's own settings. */
  @Nullable Path ofTheUser() {
    String given = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path folder =
        given.isEmpty() ? (home == null ? null : home.resolve(".config")) : Path.of(given);
    return folder == null ? null : folder.resolve("tidemill").resolve("tidemill.yaml");
  }
}

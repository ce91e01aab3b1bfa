package dev.tidemill.server.cli.config;

import dev.tidemill.server.cli.config.Setting.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was set outside of the command line, the strongest first: properties, environment, the file
 * that was named, {@code ./tidemill.yaml}, the user's own file.
 *
 * @param sources where properties and environment are
 * @param files the strongest first
 */
public record Settings(Sources sources, List<ConfigFile> files) {

  private static final String FILE = "_FILE";
  private static final Set<String> SECRETS = Set.of("redis.url", "server.token", "client.token");

  /** Names that others use, weaker than ours. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "redis.url", "REDIS_URL",
          "server.port", "PORT",
          "server.token", "TIDEMILL_TOKEN",
          "client.token", "TIDEMILL_TOKEN",
          "pool.max-pushers", "MAX_PUSHERS",
          "pool.max-pullers", "MAX_PULLERS");

  /**
   * Reads the files there are.
   *
   * @param named the file that the command line names, or null
   * @throws ConfigWrong when one cannot be read
   */
  public static Settings read(Sources sources, @Nullable String named) {
    List<ConfigFile> files = new ArrayList<>();
    String given = named == null ? sources.environment().get("TIDEMILL_CONFIG") : named;
    if (given != null && !given.isBlank()) {
      files.add(ConfigFile.read(Path.of(given)));
    }
    Path here = sources.here();
    addIfThere(files, here == null ? null : here.resolve("tidemill.yaml"));
    addIfThere(files, sources.ofTheUser());
    return new Settings(sources, List.copyOf(files));
  }

  private static void addIfThere(List<ConfigFile> files, @Nullable Path path) {
    if (path != null && Files.isRegularFile(path)) {
      files.add(ConfigFile.read(path));
    }
  }

  /** Whether a key is shown to nobody. */
  public static boolean isSecret(String key) {
    return SECRETS.contains(key);
  }

  /** The name of a key in the environment. */
  public static String variable(String key) {
    return "TIDEMILL_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }

  /** All names of a key in the environment, the strongest first. */
  public static List<String> variables(String key) {
    List<String> names = new ArrayList<>(List.of(variable(key)));
    if (isSecret(key)) {
      names.add(variable(key) + FILE);
    }
    if (ALIASES.containsKey(key)) {
      names.add(ALIASES.get(key));
    }
    return names;
  }

  /** The strongest value of a key, or null when nobody has set it. */
  public @Nullable Setting of(String key) {
    String property = sources.properties().get(key);
    if (property != null) {
      return new Setting(property, Kind.PROPERTY, "-Dtidemill." + key);
    }
    Setting environment = fromEnvironment(key);
    if (environment != null) {
      return environment;
    }
    for (ConfigFile file : files) {
      String value = file.values().get(key);
      if (value != null) {
        return new Setting(value, Kind.FILE, file.path().toString());
      }
    }
    return null;
  }

  private @Nullable Setting fromEnvironment(String key) {
    for (String variable : variables(key)) {
      String given = sources.environment().getOrDefault(variable, "");
      if (!given.isBlank()) {
        boolean file = isSecret(key) && variable.endsWith(FILE);
        String value = file ? secret(variable, Path.of(given)) : given;
        return new Setting(value, Kind.ENVIRONMENT, variable);
      }
    }
    return null;
  }

  private static String secret(String variable, Path path) {
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new ConfigWrong(variable + " names " + path + ", which cannot be read: " + e);
    }
  }

  /** Whether something was set that may be misspelt. */
  public boolean hasKeys() {
    return !files.isEmpty() || !sources.properties().isEmpty();
  }

  /**
   * Refuses what nobody would look at.
   *
   * @param known all keys there are
   * @throws ConfigWrong when there is another one
   */
  public void checkKeys(Set<String> known) {
    sources.properties().keySet().forEach(key -> check("-Dtidemill." + key, key, known));
    for (ConfigFile file : files) {
      file.values().keySet().forEach(key -> check(file.path() + ": '" + key + "'", key, known));
    }
  }

  private static void check(String where, String key, Set<String> known) {
    if (!known.contains(key)) {
      throw new ConfigWrong(
          where + " is no setting there is; did you mean '" + Nearest.to(key, known) + "'?");
    }
  }
}

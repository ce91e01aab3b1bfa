package dev.tidemill.server.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A file of settings: YAML, a section each as a mapping, or keys with their dots.
 *
 * @param path where it was read
 * @param values by key, as texts
 */
public record ConfigFile(Path path, Map<String, String> values) {

  /**
   * Reads it.
   *
   * @throws ConfigWrong when that is no such file
   */
  public static ConfigFile read(Path path) {
    try {
      Object tree =
          new Load(LoadSettings.builder().setLabel(path.toString()).build())
              .loadFromString(Files.readString(path));
      Map<String, String> values = new TreeMap<>();
      if (tree != null) {
        add(path, values, "", tree);
      }
      return new ConfigFile(path, values);
    } catch (IOException e) {
      throw new ConfigWrong("The configuration file " + path + " cannot be read: " + e);
    } catch (YamlEngineException e) {
      throw new ConfigWrong("The configuration file is no YAML: " + e.getMessage());
    }
  }

  private static void add(Path path, Map<String, String> values, String key, Object value) {
    if (value instanceof Map<?, ?> section) {
      section.forEach(
          (name, inner) ->
              add(
                  path,
                  values,
                  key.isEmpty() ? String.valueOf(name) : key + "." + name,
                  present(inner)));
    } else if (key.isEmpty()) {
      throw new ConfigWrong(
          path
              + " holds no keys with values; write 'pool:' and indented below it 'max-pushers: 5'");
    } else if (value instanceof List<?> list) {
      values.put(key, list.stream().map(String::valueOf).collect(Collectors.joining(",")));
    } else {
      values.put(key, value.toString());
    }
  }

  private static Object present(@Nullable Object value) {
    return value == null ? "" : value;
  }
}

package dev.tidemill.server.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The name of an option outside of the command line: its group, a dot, and its own name, so that
 * {@code --max-pushers} of the pool is {@code pool.max-pushers}.
 */
final class Keys {

  private static final String REDIS_URL = "--redis-url";

  private Keys() {}

  /** Each option that can be set elsewhere, by its longest name. */
  static Map<String, String> of(CommandSpec command) {
    Map<String, String> keys = new TreeMap<>();
    for (CommandSpec group : command.mixins().values()) {
      String section = group.name().matches("[a-z]+") ? group.name() : "";
      for (OptionSpec option : group.options()) {
        String name = option.longestName();
        if (!section.isEmpty()) {
          keys.put(name, section + "." + name.substring(2).replaceFirst("^" + section + "-", ""));
        } else if (name.equals(REDIS_URL)) {
          keys.put(name, "redis.url");
        }
      }
    }
    return keys;
  }
}

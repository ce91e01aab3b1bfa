package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Setting.Kind;
import dev.tidemill.server.cli.config.Settings;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every setting of a command with where its value comes from; the values of secrets and the logins
 * in addresses are not told.
 *
 * @param settings by key, in order
 */
public record Explained(SortedMap<String, Setting> settings) {

  /** Nothing was set. */
  public static final Explained NONE = new Explained(Collections.emptySortedMap());

  /** Those of a command that is not given any option. */
  static Explained of(CommandLine line, Settings set) {
    SortedMap<String, Setting> all = new TreeMap<>();
    collect(all, line, set);
    return new Explained(all);
  }

  private static void collect(Map<String, Setting> all, CommandLine line, Settings set) {
    Map<String, String> keys = Keys.of(line.getCommandSpec());
    Defaults defaults = new Defaults(line.getCommandName(), keys, set);
    keys.forEach((option, key) -> all.put(key, shown(key, defaults.setting(option))));
    line.getSubcommands().values().forEach(sub -> collect(all, sub, set));
  }

  private static Setting shown(String key, @Nullable Setting setting) {
    Setting known = setting == null ? Setting.UNSET : setting;
    return Settings.isSecret(key) && !known.value().isEmpty()
        ? known.hidden()
        : known.withoutLogins();
  }

  /** Those of a command as it was called. */
  static Explained called(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("settings were read outside of a command");
    }
    CommandLine line = spec.commandLine();
    Defaults defaults = (Defaults) line.getDefaultValueProvider();
    SortedMap<String, Setting> all = new TreeMap<>(of(line, defaults.settings()).settings());
    Map<String, String> keys = Keys.of(spec);
    for (OptionSpec option : line.getParseResult().matchedOptions()) {
      String key = keys.get(option.longestName());
      if (key != null) {
        all.put(key, shown(key, new Setting(given(option), Kind.FLAG, option.longestName())));
      }
    }
    return new Explained(all);
  }

  private static String given(OptionSpec option) {
    String text = String.join(",", option.originalStringValues());
    Object value = option.getValue();
    return text.isEmpty() ? String.valueOf(value) : text;
  }
}

package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.cli.config.Settings;
import dev.tidemill.server.cli.config.Sources;
import dev.tidemill.server.cli.noun.Nouns;
import dev.tidemill.server.cli.noun.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The reference of all settings says what the code says; {@code -Dconfiguration=write} writes it.
 */
class ConfigurationGuideTest {

  private static final Path GUIDE = Path.of("../docs/guide/configuration.md");

  private static final String HEAD =
      """
      # Configuration

      Every setting there is, written down from the code. Its title is its key in a file, where `pool.keep: 7` and

      ```yaml
      pool:
        keep: 7
      ```

      say the same. The first that sets it counts: the command line; a property of the JVM (in `TIDEMILL_JAVA_OPTS`); the
      environment, in the order named here; the file of `--config` or `TIDEMILL_CONFIG`; `./tidemill.yaml`;
      `$XDG_CONFIG_HOME/tidemill/tidemill.yaml`, which is in `~/.config` when that is not set; the default. `tidemill config
      COMMAND --explain` tells which one did. Times are written `200ms`, `5s`, `2m`; lists with commas.
      """;

  private final Map<String, OptionSpec> options = new TreeMap<>();

  /** The commands by key, by what it does, and by default. */
  private final Map<String, Map<String, Map<String, Set<String>>>> uses = new TreeMap<>();

  @Test
  void everySettingIsWrittenDownAsTheCodeHasIt() throws IOException {
    String told = told();
    if (System.getProperty("configuration", "check").equals("write")) {
      Files.writeString(GUIDE, told);
    }

    assertThat(options).hasSizeGreaterThan(30);
    assertThat(GUIDE)
        .as("with -Dtest=ConfigurationGuideTest -Dconfiguration=write it is written anew")
        .content()
        .isEqualTo(told);
  }

  private String told() {
    Stage nobody = new Stage(new BufferedReader(Reader.nullReader()), false, false, Map.of());
    Catalogue catalogue =
        Catalogue.of(
            new ToldDuties(),
            Nouns.commands(
                place -> {
                  throw new IllegalStateException("nobody is asked");
                },
                nobody));
    catalogue.names().forEach(name -> collect(name, catalogue.make(name)));
    return HEAD + options.entrySet().stream().map(this::entry).collect(Collectors.joining());
  }

  private void collect(String command, CommandLine line) {
    Map<String, String> keys = Keys.of(line.getCommandSpec());
    Settings unset = new Settings(Sources.environment(Map.of()), List.of());
    Defaults defaults = new Defaults(line.getCommandName(), keys, unset);
    keys.forEach(
        (name, key) -> {
          OptionSpec option = line.getCommandSpec().findOption(name);
          options.putIfAbsent(key, option);
          String text = option.description()[0].replaceFirst(" \\(env [A-Z_]+\\)", "");
          uses.computeIfAbsent(key, any -> new TreeMap<>())
              .computeIfAbsent(text, any -> new TreeMap<>())
              .computeIfAbsent(shown(option, defaults.of(name)), any -> new TreeSet<>())
              .add(command);
        });
    line.getSubcommands().values().forEach(verb -> collect(command, verb));
  }

  private static String shown(OptionSpec option, @Nullable String value) {
    String otherwise = option.arity().max() == 0 ? "false" : value;
    return otherwise == null ? "no default" : "default `" + otherwise + "`";
  }

  private String entry(Map.Entry<String, OptionSpec> found) {
    String key = found.getKey();
    OptionSpec option = found.getValue();
    String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
    String names = option.longestName() + value;
    StringBuilder text = new StringBuilder("\n## " + key + "\n\n");
    text.append("`%s` · `-Dtidemill.%s` · ".formatted(names, key));
    text.append(
        Settings.variables(key).stream().map("`%s`"::formatted).collect(Collectors.joining(", ")));
    text.append("\n\n");
    uses.getOrDefault(key, Map.of()).forEach((what, defaults) -> text.append(line(what, defaults)));
    return text.toString();
  }

  private static String line(String what, Map<String, Set<String>> defaults) {
    return defaults.entrySet().stream()
        .map(found -> found.getKey() + " (" + String.join(", ", found.getValue()) + ")")
        .collect(Collectors.joining("; ", "- " + what + "; ", "\n"));
  }
}

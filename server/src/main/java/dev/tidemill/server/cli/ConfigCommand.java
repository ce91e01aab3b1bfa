package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tidemill config}. */
@Command(
    name = "config",
    header = {
      "Tell the value of every setting of a command, and where it comes from.",
      "",
      "  tidemill config --explain",
      "  tidemill config run --json",
      "  TIDEMILL_POOL_MAX_PUSHERS=3 tidemill config serve --explain",
      "",
      "The first of these that sets it counts: the command line, -Dtidemill.KEY (in",
      "TIDEMILL_JAVA_OPTS), the environment, the file of --config, ./tidemill.yaml,",
      "~/.config/tidemill/tidemill.yaml, the command's default.",
    },
    customSynopsis = "tidemill config [COMMAND] [--explain] [--json] [--config=FILE]",
    footer = {
      "",
      "COMMAND is demo when it is left out; secrets are not shown.",
      "Exit: 0 ok, 2 usage, or a file that cannot be used"
    })
final class ConfigCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", defaultValue = "demo")
  String command = "demo";

  @Option(names = "--explain", description = "with the source of each")
  boolean explain;

  @Option(names = "--json", description = "one object")
  boolean json;

  private final Catalogue catalogue;

  ConfigCommand(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Integer call() {
    if (spec == null || !catalogue.names().contains(command)) {
      String names = String.join(", ", catalogue.names());
      throw new CommandFailed(
          ExitCode.USAGE, "There is no command '" + command + "'; name one of " + names, null);
    }
    Settings set = ((Defaults) spec.commandLine().getDefaultValueProvider()).settings();
    Explained explained = Explained.of(catalogue.make(command), set);
    print(explained.settings(), spec.commandLine().getOut());
    return ExitCode.OK;
  }

  private void print(Map<String, Setting> settings, PrintWriter out) {
    if (json) {
      ObjectNode all = new JsonMapper().createObjectNode();
      settings.forEach(
          (key, setting) ->
              all.putObject(key).put("value", setting.value()).put("source", setting.source()));
      out.println(all);
      return;
    }
    settings.forEach(
        (key, setting) ->
            out.println(
                explain
                    ? "%-24s %-28s %s".formatted(key, setting.value(), setting.source())
                    : "%-24s %s".formatted(key, setting.value()).stripTrailing()));
  }
}

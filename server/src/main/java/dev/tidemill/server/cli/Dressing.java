package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives a command what all of them have: help, defaults, {@code --config}. */
final class Dressing {

  private Dressing() {}

  static void dress(CommandLine line, Settings settings) {
    CommandSpec spec = line.getCommandSpec();
    UsageMessageSpec usage = spec.usageMessage();
    spec.addOption(help());
    usage.synopsisHeading("%nUsage: ");
    if (!line.getSubcommands().isEmpty()) {
      usage.customSynopsis(spec.qualifiedName() + " COMMAND");
      usage.commandListHeading("%nCommands:%n");
      line.getSubcommands().values().forEach(sub -> dress(sub, settings));
      return;
    }
    spec.addOption(config());
    Defaults defaults = new Defaults(spec.name(), Keys.of(spec), settings);
    line.setDefaultValueProvider(defaults);
    if (usage.customSynopsis().length == 0) {
      usage.customSynopsis(spec.qualifiedName() + " [OPTIONS]");
    }
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionList(spec.name(), defaults));
  }

  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help").usageHelp(true).hidden(true).build();
  }

  /** It was looked at before the commands were made: their defaults come from the file. */
  private static OptionSpec config() {
    return OptionSpec.builder(EarlyOption.CONFIG.text()).type(String.class).hidden(true).build();
  }
}

package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.client.Doors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of a noun and a verb, as the command line takes them. */
public final class Nouns {

  private Nouns() {}

  /**
   * Each noun with its verbs.
   *
   * @param doors the way to those who are asked
   * @param stage where they are carried out
   */
  public static Map<String, Supplier<CommandLine>> commands(Doors doors, Stage stage) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    for (String name : Noun.NAMES) {
      commands.put(name, () -> line(Noun.named(name), doors, stage));
    }
    Alone.verbs()
        .forEach(
            verb ->
                commands.put(verb.name(), () -> VerbCommand.line(Alone.NOUN, verb, doors, stage)));
    return commands;
  }

  private static CommandLine line(Noun noun, Doors doors, Stage stage) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(new NounHelp());
    spec.name(noun.name());
    spec.usageMessage().header(noun.header());
    CommandLine line = new CommandLine(spec);
    ((NounHelp) spec.userObject()).of(spec);
    noun.verbs()
        .forEach(
            verb -> line.addSubcommand(verb.name(), VerbCommand.line(noun, verb, doors, stage)));
    return line;
  }
}

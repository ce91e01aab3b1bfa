package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.Nearest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A word that nothing is called by, and what was probably meant.
 *
 * @param line the command that it was said to
 * @param word as it was typed
 */
record Mistyped(CommandLine line, String word) {

  static Mistyped of(UnmatchedArgumentException e) {
    return new Mistyped(e.getCommandLine(), e.getUnmatched().getFirst());
  }

  /**
   * Asking for help does not make a command of a word that is none.
   *
   * @throws UnmatchedArgumentException when help is asked for such a one
   */
  static void refuseHelpFor(ParseResult result) {
    ParseResult last = result;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine line = last.commandSpec().commandLine();
    if (!last.unmatched().isEmpty()
        && new Mistyped(line, last.unmatched().getFirst()).isCommand()) {
      throw new UnmatchedArgumentException(line, last.unmatched());
    }
  }

  private boolean isCommand() {
    return !word.startsWith("-") && !line.getSubcommands().isEmpty();
  }

  /** What is wrong, in the parser's words where no command was meant. */
  String told(String otherwise) {
    return isCommand() ? "There is no command '" + word + "'" : otherwise;
  }

  /** The nearest of what is there, ready to be typed; none when nothing is near. */
  List<String> meant() {
    Map<String, String> known =
        isCommand() ? commands() : word.startsWith("-") ? options() : Map.of();
    String bare = word.replaceFirst("^-+", "").replaceFirst("=.*", "");
    return Nearest.like(bare, known.keySet()).stream().map(known::get).toList();
  }

  private Map<String, String> commands() {
    Map<String, String> commands = new TreeMap<>();
    String before = line.getCommandSpec().qualifiedName() + " ";
    line.getSubcommands().keySet().forEach(name -> commands.put(name, before + name));
    if (line.getParent() == null) {
      List.of("help", "version").forEach(name -> commands.put(name, before + name));
    }
    return commands;
  }

  private Map<String, String> options() {
    Map<String, String> options = new TreeMap<>(Map.of("version", "tidemill --version"));
    for (OptionSpec option : line.getCommandSpec().options()) {
      options.put(option.longestName().replaceFirst("^-+", ""), option.longestName());
    }
    return options;
  }
}

package dev.tidemill.server.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's options, a line each, under the heading of the group they belong to. */
final class OptionList implements IHelpSectionRenderer {

  private static final int COLUMN = 34;

  /** What is of use with files, and so at home in {@code run}; the page of others must be short. */
  private static final Set<String> FOR_FILES = Set.of("--on-bad-line", "--fsync", "--threads");

  private final Defaults defaults;
  private final Set<String> beside;

  OptionList(String command, Defaults defaults) {
    this.defaults = defaults;
    this.beside = command.equals("run") ? Set.of() : FOR_FILES;
  }

  @Override
  public String render(Help help) {
    StringBuilder text = new StringBuilder();
    Map<String, CommandSpec> groups = new TreeMap<>(help.commandSpec().mixins());
    for (CommandSpec group : groups.values()) {
      String title = group.usageMessage().header()[0];
      text.append(title).append(title.isEmpty() ? "" : "\n");
      group.options().stream()
          .filter(option -> !beside.contains(option.longestName()))
          .forEach(option -> line(text, option));
    }
    return text.toString();
  }

  private void line(StringBuilder text, OptionSpec option) {
    int start = text.length();
    text.append("  ").append(String.join(", ", option.names()));
    if (option.arity().max() > 0) {
      text.append('=').append(label(option));
    }
    do {
      text.append(' ');
    } while (text.length() - start < COLUMN);
    text.append(option.description()[0]);
    String value = defaults.shown(option.longestName());
    text.append(value == null || option.arity().max() == 0 ? "" : " [" + value + "]").append('\n');
  }

  private static String label(OptionSpec option) {
    String label = option.paramLabel();
    return label.startsWith("<") ? label(option.longestName()) : label;
  }

  private static String label(@Nullable String name) {
    return String.valueOf(name).substring(2).toUpperCase(java.util.Locale.ROOT);
  }
}

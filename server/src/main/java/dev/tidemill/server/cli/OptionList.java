package dev.tidemill.server.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command's options, a line each, under the heading of the group they belong to. */
final class OptionList implements IHelpSectionRenderer {

  private static final int COLUMN = 34;

  private static final int WIDTH = 100;
  private static final String MORE = "More, in docs/guide/configuration.md:";

  /** What a server takes too and few look for: only named there, so that its page stays one. */
  private static final Set<String> SELDOM =
      Set.of(
          "--on-bad-line",
          "--fsync",
          "--threads",
          "--backoff",
          "--turn-order",
          "--min-pushers",
          "--min-pullers",
          "--max-connections",
          "--max-streams",
          "--trusted-proxy");

  private final Defaults defaults;
  private final Set<String> seldom;

  /** What changes nothing here. */
  private final String idle;

  OptionList(String command, Defaults defaults) {
    this.defaults = defaults;
    this.seldom = Set.of("demo", "serve").contains(command) ? SELDOM : Set.of();
    this.idle =
        switch (command) {
          case "demo" -> "--start";
          case "serve" -> "--no-open";
          default -> "";
        };
  }

  @Override
  public String render(Help help) {
    StringBuilder text = new StringBuilder();
    Map<String, CommandSpec> groups = new TreeMap<>(help.commandSpec().mixins());
    for (CommandSpec group : groups.values()) {
      String title = group.usageMessage().header()[0];
      text.append(title).append(title.isEmpty() ? "" : "\n");
      group.options().stream()
          .filter(option -> !seldom.contains(option.longestName()))
          .filter(option -> !idle.equals(option.longestName()))
          .forEach(option -> line(text, option));
    }
    return seldom.isEmpty() ? text.toString() : text.append(more()).toString();
  }

  private String more() {
    StringBuilder text = new StringBuilder(MORE);
    int length = text.length();
    for (String name : new TreeSet<>(seldom)) {
      boolean fits = length + 1 + name.length() <= WIDTH;
      text.append(fits ? " " : "\n  ").append(name);
      length = (fits ? length + 1 : 2) + name.length();
    }
    return text.append('\n').toString();
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

package dev.tidemill.server.cli;

import dev.tidemill.server.cli.config.ConfigWrong;
import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Settings;
import dev.tidemill.server.cli.config.Sources;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The way from the words of a command line to the duty they name. */
public final class CommandLines {

  private static final int WIDTH = 100;
  private static final Set<String> HELP = Set.of("-h", "--help", "help");

  private final Catalogue catalogue;
  private final Sources sources;
  private PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
  private PrintWriter err = new PrintWriter(System.err, true, System.err.charset());

  private UnaryOperator<PrintWriter> json = UnaryOperator.identity();

  private CommandLines(Catalogue catalogue, Sources sources) {
    this.catalogue = catalogue;
    this.sources = sources;
  }

  /**
   * Those that have a duty, and nothing is looked up in files.
   *
   * @param duties what they do
   * @param environment where defaults such as {@code REDIS_URL} are looked up
   */
  public static CommandLines of(Duties duties, Map<String, String> environment) {
    return of(duties, Sources.environment(environment), Map.of());
  }

  /**
   * All of them.
   *
   * @param duties what some do
   * @param sources where defaults are looked up
   * @param more that carry themselves out, by name
   */
  public static CommandLines of(
      Duties duties, Sources sources, Map<String, Supplier<CommandLine>> more) {
    Catalogue catalogue = Catalogue.of(duties, more);
    catalogue.put("config", () -> new CommandLine(new ConfigCommand(catalogue)));
    catalogue.put("completion", () -> new CommandLine(new CompletionCommand(catalogue)));
    return new CommandLines(catalogue, sources);
  }

  /** Sends the output and the messages elsewhere than to the process's own streams. */
  public CommandLines printTo(PrintWriter toOut, PrintWriter toErr) {
    out = toOut;
    err = toErr;
    return this;
  }

  /** Says how messages become JSON, for those who want them so. */
  public CommandLines writeJsonBy(UnaryOperator<PrintWriter> lines) {
    json = lines;
    return this;
  }

  /**
   * Carries the command out; without a command it is {@code demo}.
   *
   * @return the exit code
   */
  public int execute(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    if (line.isEmpty() || (line.get(0).startsWith("-") && !HELP.contains(line.get(0)))) {
      line.add(0, "demo");
    } else if (line.get(0).equals("help")) {
      line.remove(0);
      line.add("--help");
    }
    PrintWriter messages = messages(EarlyOption.LOG_FORMAT.in(line));
    try {
      Settings settings = Settings.read(sources, EarlyOption.CONFIG.in(line));
      messages = messages(format(line, settings));
      if (settings.hasKeys()) {
        settings.checkKeys(allKeys());
      }
      CommandLine root = root(line.get(0), settings);
      root.setErr(messages);
      return root.execute(line.toArray(String[]::new));
    } catch (ConfigWrong e) {
      messages.println("tidemill: " + e.getMessage());
      messages.println("Try 'tidemill config --explain'.");
      messages.flush();
      return ExitCode.USAGE;
    }
  }

  private PrintWriter messages(@Nullable String format) {
    return "json".equalsIgnoreCase(format) ? json.apply(err) : err;
  }

  /** Of the messages, where the command has a say in it. */
  private @Nullable String format(List<String> line, Settings settings) {
    String given = EarlyOption.LOG_FORMAT.in(line);
    Setting elsewhere = settings.of("log.format");
    return given == null && elsewhere != null && logs(line.get(0)) ? elsewhere.value() : given;
  }

  private boolean logs(String command) {
    return catalogue.names().contains(command)
        && catalogue.make(command).getCommandSpec().findOption(EarlyOption.LOG_FORMAT.text())
            != null;
  }

  private Set<String> allKeys() {
    Set<String> keys = new TreeSet<>();
    catalogue.names().forEach(name -> addKeys(keys, catalogue.make(name)));
    return keys;
  }

  private static void addKeys(Set<String> keys, CommandLine line) {
    keys.addAll(Keys.of(line.getCommandSpec()).values());
    line.getSubcommands().values().forEach(sub -> addKeys(keys, sub));
  }

  private CommandLine root(String command, Settings settings) {
    CommandLine root = new CommandLine(new Tidemill());
    for (String name : catalogue.named(command)) {
      CommandLine line = catalogue.make(name);
      root.addSubcommand(name, line);
      Dressing.dress(line, settings);
    }
    root.getCommandSpec().addOption(Dressing.help());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(WIDTH);
    root.setExecutionStrategy(CommandLines::carryOut);
    root.setParameterExceptionHandler(CommandLines::refuse);
    root.setExecutionExceptionHandler(CommandLines::failed);
    root.setOut(out);
    return root;
  }

  private static int carryOut(ParseResult result) {
    Mistyped.refuseHelpFor(result);
    return new CommandLine.RunLast().execute(result);
  }

  private static int refuse(ParameterException e, String[] words) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    if (e instanceof UnmatchedArgumentException unmatched) {
      Mistyped mistyped = Mistyped.of(unmatched);
      err.println("tidemill: " + mistyped.told(String.valueOf(e.getMessage())));
      List<String> meant = mistyped.meant();
      if (!meant.isEmpty()) {
        err.println("Did you mean: " + String.join(", ", meant) + "?");
      }
    } else {
      err.println("tidemill: " + e.getMessage());
    }
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine line, ParseResult result) throws Exception {
    if (e instanceof ConfigWrong wrong) {
      throw wrong;
    }
    if (!(e instanceof CommandFailed known)) {
      throw e;
    }
    line.getErr().println("tidemill: " + known.getMessage());
    line.getErr().flush();
    return known.exitCode();
  }
}

package dev.tidemill.server.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The way from the words of a command line to the duty they name. */
public final class CommandLines {

  private static final int WIDTH = 100;

  private final CommandLine root;

  private CommandLines(CommandLine root) {
    this.root = root;
  }

  /**
   * Assembles the commands.
   *
   * @param duties what they do
   * @param environment where defaults such as {@code REDIS_URL} are looked up
   */
  public static CommandLines of(Duties duties, Map<String, String> environment) {
    CommandLine root = new CommandLine(new Tidemill());
    add(root, new DemoCommand(duties), Defaults.demo(environment));
    add(root, new ServeCommand(duties), Defaults.serve(environment));
    add(root, new RunCommand(duties), Defaults.run(environment));
    add(root, new BenchCommand(duties), Defaults.bench(environment));
    add(root, new SimulateCommand(duties), Defaults.simulate(environment));
    root.getCommandSpec().addOption(helpOption());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(WIDTH);
    root.setParameterExceptionHandler(CommandLines::refuse);
    root.setExecutionExceptionHandler(CommandLines::failed);
    return new CommandLines(root);
  }

  private static void add(CommandLine root, Object command, Defaults defaults) {
    CommandLine line = new CommandLine(command);
    line.setDefaultValueProvider(defaults);
    line.getCommandSpec().addOption(helpOption());
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage
        .synopsisHeading("%nUsage: ")
        .customSynopsis("tidemill " + line.getCommandName() + " [OPTIONS]");
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionList(defaults));
    root.addSubcommand(line);
  }

  private static CommandLine.Model.OptionSpec helpOption() {
    return CommandLine.Model.OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .hidden(true)
        .build();
  }

  /** Sends the output and the messages elsewhere than to the process's own streams. */
  public CommandLines printTo(PrintWriter out, PrintWriter err) {
    root.setOut(out);
    root.setErr(err);
    return this;
  }

  /**
   * Carries the command out; without a command it is {@code demo}.
   *
   * @return the exit code
   */
  public int execute(String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    boolean helpOnly = !line.isEmpty() && List.of("-h", "--help").contains(line.get(0));
    if (line.isEmpty() || (line.get(0).startsWith("-") && !helpOnly)) {
      line.add(0, "demo");
    }
    return root.execute(line.toArray(String[]::new));
  }

  private static int refuse(ParameterException e, String[] words) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("tidemill: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }

  private static int failed(Exception e, CommandLine line, ParseResult result) throws Exception {
    if (!(e instanceof CommandFailed known)) {
      throw e;
    }
    line.getErr().println("tidemill: " + known.getMessage());
    line.getErr().flush();
    return known.exitCode();
  }
}

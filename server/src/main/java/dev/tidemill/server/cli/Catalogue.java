package dev.tidemill.server.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands by name. One is made when it is asked for: a start pays for its own only. */
final class Catalogue {

  private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();

  private Catalogue() {}

  static Catalogue of(Duties duties, Map<String, Supplier<CommandLine>> more) {
    Catalogue catalogue = new Catalogue();
    Map<String, Supplier<CommandLine>> commands = catalogue.commands;
    commands.put("demo", () -> new CommandLine(new DemoCommand(duties)));
    commands.put("serve", () -> new CommandLine(new ServeCommand(duties)));
    commands.put("run", () -> new CommandLine(new RunCommand(duties)));
    commands.putAll(more);
    commands.put("bench", () -> new CommandLine(new BenchCommand(duties)));
    commands.put("simulate", () -> new CommandLine(new SimulateCommand(duties)));
    commands.put("doctor", () -> new CommandLine(new DoctorCommand(duties)));
    return catalogue;
  }

  void put(String name, Supplier<CommandLine> command) {
    commands.put(name, command);
  }

  /** The one of that name, or all of them when there is none. */
  Set<String> named(String name) {
    return commands.containsKey(name) ? Set.of(name) : commands.keySet();
  }

  Set<String> names() {
    return commands.keySet();
  }

  CommandLine make(String name) {
    Supplier<CommandLine> command = commands.get(name);
    if (command == null) {
      throw new IllegalArgumentException("there is no command '" + name + "'");
    }
    return command.get();
  }
}

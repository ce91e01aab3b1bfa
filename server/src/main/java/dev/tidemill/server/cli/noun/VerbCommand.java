package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.client.Client;
import dev.tidemill.server.cli.client.Doors;
import dev.tidemill.server.cli.print.Ink;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A verb as the command line takes it. */
final class VerbCommand implements Callable<Integer> {

  private final Noun noun;
  private final Verb verb;
  private final Doors doors;
  private final Stage stage;
  private final CommandSpec spec;

  private VerbCommand(Noun noun, Verb verb, Doors doors, Stage stage) {
    this.noun = noun;
    this.verb = verb;
    this.doors = doors;
    this.stage = stage;
    this.spec = CommandSpec.wrapWithoutInspection(this);
  }

  static CommandLine line(Noun noun, Verb verb, Doors doors, Stage stage) {
    return new CommandLine(new VerbCommand(noun, verb, doors, stage).described());
  }

  private CommandSpec described() {
    spec.name(verb.name());
    String[] header =
        Stream.concat(Stream.of(verb.what(), ""), verb.examples().stream().map(line -> "  " + line))
            .toArray(String[]::new);
    String places =
        verb.params().stream()
            .filter(param -> !param.isOption())
            .map(param -> param.shown() + " ")
            .collect(Collectors.joining());
    spec.usageMessage()
        .header(header)
        .customSynopsis(
            ("tidemill " + noun.name()).strip() + " " + verb.name() + " " + places + "[OPTIONS]")
        .footer(
            "",
            "Exit: 0 ok, 1 failed, 2 usage, 3 not found, 4 refused, 5 no Redis or no server, 6"
                + " partly,",
            "      7 timed out, 130 Ctrl-C, 143 SIGTERM");
    Options.addTo(spec, verb);
    return spec;
  }

  @Override
  public Integer call() {
    Given given = new Given(spec);
    Ink ink =
        Ink.of(
            given.option("--color", "auto"),
            given.flag("--plain"),
            stage.environment(),
            stage.shows());
    try (Client client = doors.open(Options.place(given, verb))) {
      return verb.deed().done(new Session(given, client, stage, ink));
    }
  }
}

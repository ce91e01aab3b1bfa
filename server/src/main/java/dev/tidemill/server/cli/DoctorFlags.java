package dev.tidemill.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options that say what is looked at besides Redis. */
@Command(header = "Options")
final class DoctorFlags {

  @Option(
      names = {"-p", "--port"},
      paramLabel = "N",
      description = "where a server would listen")
  int port;

  @Option(names = "--json", fallbackValue = "true", description = "an array of findings")
  boolean json;
}

package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a word after it: its help. */
@Command(
    name = "tidemill",
    header = {
      "A BullMQ-compatible job queue and a pool of workers that take turns pushing and pulling.",
      "",
      "  tidemill                                                     watch it move",
      "  tidemill run --source lines:in.txt --handler lines:out.txt   lines through the queue",
      "  tidemill serve --redis-url=redis://localhost:6379            page for an existing queue",
      "  tidemill queue ls                                            what is in them",
      "  tidemill job retry mails --all                               failed jobs in line again",
    },
    synopsisHeading = "%nUsage: ",
    customSynopsis = "tidemill [COMMAND] [OPTIONS]",
    commandListHeading = "%nCommands (the first when none is named):%n",
    footer = {
      "",
      "  tidemill COMMAND --help, tidemill --version; options may stand in tidemill.yaml and in"
          + " the",
      "  environment: tidemill config --explain",
      "",
      "Exit: 0 ok, 1 failed, 2 usage, 3 not found, 4 refused, 5 no Redis or no server, 6 partly,",
      "      7 timed out, 130 Ctrl-C, 143 SIGTERM"
    })
final class Tidemill implements Callable<Integer> {

  @Spec @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
    return ExitCode.OK;
  }
}

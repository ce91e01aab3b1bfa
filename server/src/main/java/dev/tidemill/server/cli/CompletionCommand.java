package dev.tidemill.server.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tidemill completion}. */
@Command(
    name = "completion",
    header = {
      "Print a script by which the shell completes commands and options.",
      "",
      "  source <(tidemill completion bash)                          for this shell",
      "  tidemill completion bash > ~/.local/share/bash-completion/completions/tidemill",
      "  echo 'source <(tidemill completion zsh)' >> ~/.zshrc        for every zsh, after compinit",
    },
    customSynopsis = "tidemill completion bash|zsh",
    footer = {"", "Exit: 0 ok, 2 usage"})
final class CompletionCommand implements Callable<Integer> {

  /** Whose script it is; both understand the same one. */
  enum Shell {
    bash,
    zsh
  }

  @Spec @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "bash|zsh")
  Shell shell = Shell.bash;

  private final Catalogue catalogue;

  CompletionCommand(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Integer call() {
    CommandLine root = new CommandLine(new Tidemill());
    catalogue.names().forEach(name -> root.addSubcommand(name, catalogue.make(name)));
    String script = AutoComplete.bash("tidemill", root);
    if (spec != null) {
      spec.commandLine().getOut().print(script);
      spec.commandLine().getOut().flush();
    }
    return ExitCode.OK;
  }
}

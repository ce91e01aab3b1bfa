package dev.tidemill.server;

import dev.tidemill.server.cli.CommandLines;
import dev.tidemill.server.cli.config.Sources;
import dev.tidemill.server.cli.noun.Nouns;
import dev.tidemill.server.cli.noun.Stage;
import dev.tidemill.server.progress.Terminal;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.List;

/** Where the process begins. Loads nothing that the command at hand does not need. */
public final class Main {

  private Main() {}

  /** Carries the command line out and ends the process with its exit code. */
  public static void main(String[] words) {
    if (words.length == 1 && List.of("--version", "-V", "version").contains(words[0])) {
      System.out.println(Version.current().text());
      return;
    }
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
    int code =
        CommandLines.of(
                new Wiring(out, err),
                Sources.ofTheProcess(),
                Nouns.commands(new Doorway(), stage()))
            .printTo(out, err)
            .writeJsonBy(to -> JsonLines.over(to))
            .execute(words);
    out.flush();
    if (code != 0) {
      // All is closed by now; exit would first wake the logging system to log that it exits.
      Runtime.getRuntime().halt(code);
    }
  }

  static Stage stage() {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, System.out.charset()));
    return new Stage(in, Terminal.asks(), Terminal.shows(), System.getenv());
  }
}

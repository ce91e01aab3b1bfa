package dev.tidemill.server;

import dev.tidemill.redis.RedisUri;
import dev.tidemill.server.cli.CommandLines;
import dev.tidemill.server.cli.config.ConfigWrong;
import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Settings;
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
      System.out.println(Version.current().text() + ", " + redis());
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

  /** Which one the commands here would use. */
  private static String redis() {
    try {
      Setting url = Settings.read(Sources.ofTheProcess(), null).of("redis.url");
      return url == null
          ? "own Redis"
          : "Redis " + RedisUri.parse(url.value()) + " (" + url.source() + ")";
    } catch (ConfigWrong | IllegalArgumentException e) {
      return "no Redis that can be used: see tidemill config --explain";
    }
  }

  static Stage stage() {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, System.out.charset()));
    return new Stage(in, Terminal.asks(), Terminal.shows(), System.getenv());
  }
}

package dev.tidemill.server;

import dev.tidemill.server.cli.CommandLines;
import dev.tidemill.server.cli.config.Sources;
import dev.tidemill.server.cli.noun.Nouns;
import dev.tidemill.server.cli.noun.Stage;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;

/**
 * A command line as the process carries it out, and what came of it.
 *
 * @param code the exit code
 * @param out what was printed
 * @param err what was said
 */
record Typed(int code, String out, String err) {

  /** Where nobody can be asked. */
  static Typed of(String... words) {
    return on(Sources.environment(Map.of()), stage("", false), words);
  }

  /** Where somebody answers, or something is piped in. */
  static Typed answering(String input, boolean asks, String... words) {
    return on(Sources.environment(Map.of()), stage(input, asks), words);
  }

  /** With settings from elsewhere. */
  static Typed with(Sources sources, String... words) {
    return on(sources, stage("", false), words);
  }

  /** As {@link #of}, asking that Redis. */
  static Typed at(String redis, String... words) {
    String[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--redis-url=" + redis;
    return of(all);
  }

  private static Stage stage(String input, boolean asks) {
    return new Stage(new BufferedReader(new StringReader(input)), asks, false, Map.of());
  }

  private static Typed on(Sources sources, Stage stage, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter toOut = new PrintWriter(out, true);
    PrintWriter toErr = new PrintWriter(err, true);
    int code =
        CommandLines.of(new Wiring(toOut, toErr), sources, Nouns.commands(new Doorway(), stage))
            .printTo(toOut, toErr)
            .writeJsonBy(JsonLines::over)
            .execute(words);
    return new Typed(code, out.toString(), err.toString());
  }
}

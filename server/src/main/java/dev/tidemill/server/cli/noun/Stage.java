package dev.tidemill.server.cli.noun;

import java.io.BufferedReader;
import java.util.Map;

/**
 * Where commands are carried out.
 *
 * @param in what is typed or piped in
 * @param asks whether somebody sits there who can be asked
 * @param shows whether the answers go to a terminal
 * @param environment of the process
 */
public record Stage(
    BufferedReader in, boolean asks, boolean shows, Map<String, String> environment) {

  /** Whether a message may be drawn over itself. */
  boolean draws() {
    return asks && !"dumb".equals(environment.get("TERM")) && !environment.containsKey("CI");
  }
}

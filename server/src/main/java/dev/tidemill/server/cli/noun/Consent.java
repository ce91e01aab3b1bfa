package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Asks before something is deleted. */
final class Consent {

  private Consent() {}

  /**
   * Whether to go on; not on a dry run, which only says what would be deleted.
   *
   * @param what is deleted
   * @param word that must be typed
   * @throws CommandFailed when it is not wanted, or nobody can be asked
   */
  static boolean given(Session session, String what, String word) {
    if (session.given().flag("--dry-run")) {
      session.out().println("Would delete " + what + ".");
      return false;
    }
    if (session.given().flag("--yes")) {
      return true;
    }
    if (!session.stage().asks()) {
      throw refused(
          "This deletes " + what + ". Nobody can be asked here: add --yes if it is meant");
    }
    session.err().print("This deletes " + what + ", for good.\nType " + word + " to go on: ");
    session.err().flush();
    if (!word.equals(line(session))) {
      throw refused("Nothing was deleted: '" + word + "' was not typed");
    }
    return true;
  }

  private static String line(Session session) {
    try {
      return String.valueOf(session.stage().in().readLine()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("The answer cannot be read", e);
    }
  }

  private static CommandFailed refused(String message) {
    return new CommandFailed(ExitCode.REFUSED, message, null);
  }
}

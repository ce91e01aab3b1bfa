package dev.tidemill.server.cli.noun;

import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.client.Call;
import dev.tidemill.server.cli.client.Reply;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;

/** Waits for the end of an operation on many jobs. */
final class Following {

  private static final long FIRST = 10; // ms
  private static final long LONGEST = 500; // ms

  private Following() {}

  /**
   * Answers the exit code.
   *
   * @param told what is said of so many that it was done to
   */
  static int toItsEnd(Session session, Reply begun, LongFunction<String> told) {
    String id = begun.json().path("id").asString("");
    Reply now = begun;
    for (long wait = FIRST; !now.json().path("over").asBoolean(false); wait = next(wait)) {
      pause(wait);
      now = session.ask(Call.get("/api/v1/operations/{}", id));
    }
    JsonNode end = now.json();
    String phase = end.path("phase").asString("");
    if (!phase.equals("done")) {
      String why = end.path("error").asString("it was cancelled");
      throw new CommandFailed(
          ExitCode.FAILED, "Operation " + id + " has not ended well: " + why, null);
    }
    long skipped = end.path("skipped").asLong(0);
    String passed = skipped == 0 ? "" : " " + skipped + " had moved meanwhile and were left alone.";
    session.done(now, told.apply(end.path("done").asLong(0)) + passed);
    return skipped == 0 ? ExitCode.OK : ExitCode.PARTLY;
  }

  private static long next(long wait) {
    return Math.min(LONGEST, wait * 2);
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed(ExitCode.INTERRUPTED, "Interrupted while waiting", e);
    }
  }
}

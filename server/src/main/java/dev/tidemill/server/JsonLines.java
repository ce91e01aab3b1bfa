package dev.tidemill.server;

import dev.tidemill.server.api.Json;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.InstantSource;

/**
 * What is said to people, for programs: each line becomes a JSON object with the fields that the
 * log's own have, so that whoever reads stderr reads one format. What a command fails with begins
 * with the program's name, for people; here it is an error.
 *
 * <p><b>Threading:</b> any thread; a line is written as a whole.
 */
final class JsonLines extends Writer {

  private static final String FAILED = "tidemill: ";

  private final PrintWriter to;
  private final InstantSource clock;
  private final StringBuilder begun = new StringBuilder();

  private JsonLines(PrintWriter to, InstantSource clock) {
    this.to = to;
    this.clock = clock;
  }

  /** A writer of lines over another. */
  static PrintWriter over(PrintWriter to) {
    return new PrintWriter(new JsonLines(to, InstantSource.system()), true);
  }

  /** The lock is the one that {@link PrintWriter} holds while it prints a line. */
  @Override
  public void write(char[] text, int from, int length) {
    for (int n = from; n < from + length; n++) {
      if (text[n] == '\n') {
        end();
      } else {
        begun.append(text[n]);
      }
    }
  }

  private void end() {
    String line = begun.toString().strip();
    begun.setLength(0);
    if (!line.isEmpty()) {
      boolean failed = line.startsWith(FAILED);
      String message = failed ? line.substring(FAILED.length()) : line;
      to.println(
          Json.object()
              .put("timestamp", clock.millis())
              .put("level", failed ? "ERROR" : "INFO")
              .put("loggerName", "tidemill")
              .put("message", message)
              .put("formattedMessage", message));
    }
  }

  @Override
  public void flush() {
    to.flush();
  }

  @Override
  public void close() {
    to.flush();
  }
}

package dev.tidemill.server;

import dev.tidemill.server.progress.Progress;
import dev.tidemill.server.progress.Standing;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * Where a command speaks to people.
 *
 * @param err gets all messages
 * @param style how progress is drawn there
 */
record Screen(PrintWriter err, Progress.Style style) {

  Progress progress(Supplier<Standing> standing) {
    return new Progress(err, style, standing);
  }
}

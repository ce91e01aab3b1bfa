package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends the payload of each message to a file, a line each.
 *
 * <p>What several pullers have got at the same time goes into one write of whole lines. A message
 * is done when the kernel has its line, or the disk if asked. Text that has line feeds in it is
 * written as its JSON.
 *
 * <p><b>Threading:</b> any number of pullers; one process per file.
 */
final class LinesHandler implements QuickHandler {

  private final Path file;
  private final boolean fsync;
  private volatile @Nullable LineFile open;

  LinesHandler(Path file, boolean fsync) {
    this.file = file;
    this.fsync = fsync;
  }

  @Override
  public synchronized void open() {
    if (open == null) {
      open = LineFile.open(file, fsync);
    }
  }

  @Override
  public synchronized List<String> handleAll(List<Job> jobs) {
    LineFile to = open;
    if (to == null) {
      throw new IllegalStateException("The handler for " + file + " is used before it was opened");
    }
    to.append(jobs.stream().map(job -> PayloadText.onOneLine(job.data())).toList());
    return Collections.nCopies(jobs.size(), "null");
  }

  @Override
  public synchronized void close() {
    LineFile closing = open;
    open = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public String toString() {
    return "lines:" + file;
  }
}

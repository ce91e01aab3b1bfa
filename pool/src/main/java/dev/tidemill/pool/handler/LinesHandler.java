package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import dev.tidemill.loop.Batcher;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends the payload of each message to a file, a line each.
 *
 * <p>What several pullers bring at the same time goes into one write of whole lines. A message is
 * done when the kernel has its line, or the disk if asked. Text that has line feeds in it is
 * written as its JSON.
 *
 * <p><b>Threading:</b> any number of pullers; one process per file.
 */
final class LinesHandler implements Handler {

  private static final int BATCH = 1024;

  private final Path file;
  private final boolean fsync;
  private final Batcher<String, Boolean> line = new Batcher<>(this::append, BATCH);
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
  public String handle(Job job) {
    line.submit(PayloadText.onOneLine(job.data()));
    return "null";
  }

  private List<Boolean> append(List<String> lines) {
    LineFile to = open;
    if (to == null) {
      throw new IllegalStateException("The handler for " + file + " is used before it was opened");
    }
    to.append(lines);
    return Collections.nCopies(lines.size(), true);
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

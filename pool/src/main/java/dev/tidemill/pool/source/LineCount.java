package dev.tidemill.pool.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Counts the lines of a file ahead of those who read it, so that they can tell how far they are.
 *
 * <p><b>Threading:</b> counts on a thread of its own; asked and stopped from any.
 */
final class LineCount {

  private final Path file;
  private volatile long total = -1;
  private volatile boolean stopped;

  private LineCount(Path file) {
    this.file = file;
  }

  /** Starts to count what lies behind a place. */
  static LineCount start(Path file, long offset, long line) {
    LineCount count = new LineCount(file);
    Thread.ofPlatform().daemon().name("tidemill-line-count").start(() -> count.run(offset, line));
    return count;
  }

  private void run(long offset, long line) {
    byte[] chunk = new byte[1 << 16];
    long lines = line;
    boolean open = false;
    try (InputStream stream = new FileInputStream(file.toFile())) {
      stream.skipNBytes(offset);
      for (int read = stream.read(chunk); read > 0 && !stopped; read = stream.read(chunk)) {
        for (int n = 0; n < read; n++) {
          lines += chunk[n] == '\n' ? 1 : 0;
        }
        open = chunk[read - 1] != '\n';
      }
      total = stopped ? -1 : lines + (open ? 1 : 0);
    } catch (IOException e) {
      // The count is a courtesy: whoever reads the lines meets the same trouble and tells it.
      total = -1;
    }
  }

  /** The number of lines from the start to the end, or -1 as long as it is not known. */
  long total() {
    return total;
  }

  void stop() {
    stopped = true;
  }
}

package dev.tidemill.pool.handler;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole lines and belongs to one process while it is open.
 *
 * <p>A note beside it, {@code .NAME.unfinished}, says from where on it was written by us. It is
 * gone after a clean end; where it is found, a last line without its end is what a killed process
 * left, and is cut off. A last line without end that somebody else wrote is ended, not cut.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class LineFile implements AutoCloseable {

  private static final int TAIL = 1 << 16;

  private final Path file;
  private final Path note;
  private final boolean fsync;
  private final RandomAccessFile out;
  private final boolean regular;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();

  private LineFile(Path file, boolean fsync, RandomAccessFile out) {
    this.file = file;
    this.note = file.resolveSibling("." + file.getFileName() + ".unfinished");
    this.fsync = fsync;
    this.out = out;
    this.regular = Files.isRegularFile(file);
  }

  /**
   * Opens a file, makes it if there is none, and puts its end in order.
   *
   * @throws HandlerFailed when that is not possible or another process has it open
   */
  static LineFile open(Path file, boolean fsync) {
    RandomAccessFile out = null;
    try {
      out = new RandomAccessFile(file.toAbsolutePath().toFile(), "rw");
      LineFile opened = new LineFile(file.toAbsolutePath(), fsync, out);
      opened.begin();
      return opened;
    } catch (IOException e) {
      closeQuietly(out);
      throw failed(file, "cannot be written: " + e.getMessage(), "Check path and permissions", e);
    } catch (HandlerFailed e) {
      closeQuietly(out);
      throw e;
    }
  }

  private void begin() throws IOException {
    if (!regular) {
      return;
    }
    claim();
    long end = out.length();
    if (end > 0 && byteAt(end - 1) != '\n') {
      end = isOurs(end) ? cutTornLine(end) : endForeignLine(end);
    }
    out.seek(end);
    Files.writeString(note, Long.toString(end));
  }

  private void claim() throws IOException {
    @Nullable FileLock lock;
    try {
      lock = out.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw failed(
          file, "is being written by another process", "Wait for it or name another file", null);
    }
  }

  private boolean isOurs(long end) throws IOException {
    if (!Files.exists(note)) {
      return false;
    }
    String from = Files.readString(note).strip();
    return from.matches("\\d{1,18}") && Long.parseLong(from) < end;
  }

  private long cutTornLine(long end) throws IOException {
    long ours = Long.parseLong(Files.readString(note).strip());
    long start = end;
    while (start > ours) {
      int size = (int) Math.min(TAIL, start - ours);
      byte[] piece = new byte[size];
      out.seek(start - size);
      out.readFully(piece);
      int at = size - 1;
      while (at >= 0 && piece[at] != '\n') {
        at--;
      }
      start = start - size + at + 1;
      if (at >= 0) {
        break;
      }
    }
    out.setLength(start);
    return start;
  }

  private long endForeignLine(long end) throws IOException {
    out.seek(end);
    out.write('\n');
    return end + 1;
  }

  private int byteAt(long place) throws IOException {
    out.seek(place);
    return out.read();
  }

  /**
   * Appends lines in one write.
   *
   * @throws HandlerFailed when the file took only a part; that part is taken back
   */
  void append(List<String> lines) {
    batch.reset();
    for (String line : lines) {
      batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
      batch.write('\n');
    }
    long before = -1;
    try {
      before = regular ? out.getFilePointer() : -1;
      out.write(batch.toByteArray());
      if (fsync) {
        out.getFD().sync();
      }
    } catch (IOException e) {
      takeBack(before);
      throw failed(file, "cannot be written: " + e.getMessage(), "Is the disk full?", e);
    }
  }

  private void takeBack(long before) {
    if (before >= 0) {
      try {
        out.setLength(before);
        out.seek(before);
      } catch (IOException e) {
        // The note still says that the tail is ours: the next start cuts what is torn.
      }
    }
  }

  @Override
  public void close() {
    try (out) {
      if (regular) {
        Files.deleteIfExists(note);
      }
    } catch (IOException e) {
      throw failed(file, "cannot be closed: " + e.getMessage(), "Check the disk", e);
    }
  }

  private static void closeQuietly(@Nullable RandomAccessFile out) {
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        // What is told is why it could not be opened.
      }
    }
  }

  private static HandlerFailed failed(
      Path file, String what, String remedy, @Nullable Throwable cause) {
    return new HandlerFailed("The file " + file + " " + what + ". " + remedy + ".", cause);
  }
}

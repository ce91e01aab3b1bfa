package dev.tidemill.pool.source;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Reads a stream line by line, looking before it takes, and hashes what it has passed.
 *
 * <p>Only the line feed ends a line; a last line needs none.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
final class LineReader implements AutoCloseable {

  /** The longest line there may be, in bytes without its end. */
  static final int LONGEST = 16 << 20;

  private static final int CHUNK = 256 << 10;

  /** What lies ahead. */
  enum Found {
    LINE,
    TOO_LONG,
    END
  }

  private final InputStream stream;
  private final MessageDigest passed;
  private byte[] buffer = new byte[CHUNK];
  private int start; // of what has not been taken
  private int end; // of what has been read
  private int length; // of the line found
  private boolean drained; // the stream has nothing more
  private long line;
  private long offset;

  LineReader(InputStream stream) {
    this.stream = stream;
    try {
      this.passed = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Looks for the next line and leaves it where it is. */
  Found find() throws IOException {
    int scanned = start;
    while (true) {
      while (scanned < end && buffer[scanned] != '\n') {
        scanned++;
      }
      length = scanned - start;
      if (length > LONGEST) {
        return Found.TOO_LONG;
      }
      if (scanned < end || (drained && length > 0)) {
        return Found.LINE;
      }
      if (drained) {
        return Found.END;
      }
      fill();
      scanned = start + length;
    }
  }

  private void fill() throws IOException {
    if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      }
      if (end == buffer.length) {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int read = stream.read(buffer, end, buffer.length - end);
    if (read < 0) {
      drained = true;
    } else {
      end += read;
    }
  }

  byte[] bytes() {
    return buffer;
  }

  int at() {
    return start;
  }

  /** The length of the line found, without its end. */
  int length() {
    return length;
  }

  /** How many lines have been taken. */
  long line() {
    return line;
  }

  /** How many bytes have been taken. */
  long offset() {
    return offset;
  }

  /** Takes the line that was found, its end included. */
  void take() {
    int whole = start + length < end ? length + 1 : length;
    pass(whole);
    line++;
  }

  /** Takes a line that was found too long. */
  void takeTooLong() throws IOException {
    while (true) {
      int scanned = start;
      while (scanned < end && buffer[scanned] != '\n') {
        scanned++;
      }
      boolean ends = scanned < end;
      pass(scanned - start + (ends ? 1 : 0));
      if (ends || drained) {
        line++;
        return;
      }
      fill();
    }
  }

  private void pass(int bytes) {
    passed.update(buffer, start, bytes);
    start += bytes;
    offset += bytes;
  }

  /** Passes over what lies before a place; false when the stream ends earlier. */
  boolean skipTo(Place place) throws IOException {
    while (offset < place.offset()) {
      if (start == end) {
        fill();
        if (drained && start == end) {
          return false;
        }
      }
      pass((int) Math.min(end - start, place.offset() - offset));
    }
    line = place.line();
    return true;
  }

  /** Where it stands. */
  Place place() {
    if (offset == 0) {
      return Place.START;
    }
    try {
      byte[] hash = ((MessageDigest) passed.clone()).digest();
      return new Place(line, offset, HexFormat.of().formatHex(hash, 0, 8), false);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The platform's SHA-256 can be cloned", e);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}

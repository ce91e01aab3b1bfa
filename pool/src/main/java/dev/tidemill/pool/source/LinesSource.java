package dev.tidemill.pool.source;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, byte for byte, each exactly once.
 *
 * <p>A line that is a JSON object or array is pushed as that very text, any other as a JSON string.
 * A position holds a hash of all that lies before it, so that a file which was changed there is
 * found out.
 */
final class LinesSource implements PositionedSource {

  /** What a range holds at most, in characters: a batch of the longest lines would be too much. */
  private static final long RANGE_CHARS = 1 << 20;

  private final Path file;
  private final OnBadLine onBadLine;
  private @Nullable LineReader reader;
  private volatile @Nullable LineCount count;
  private volatile long line; // up to which it is read
  private String at = "";
  private final AtomicLong skipped = new AtomicLong();

  LinesSource(Path file, OnBadLine onBadLine) {
    this.file = file;
    this.onBadLine = onBadLine;
  }

  @Override
  public String id() {
    try {
      return "lines:" + file.toRealPath();
    } catch (IOException e) {
      return "lines:" + file.toAbsolutePath().normalize();
    }
  }

  @Override
  public Opening open(String position) {
    close();
    Place place = Place.parse(position);
    checkReadable();
    try {
      Opening opening = place.isEnd() ? openFinished(place) : openAt(place);
      at = position;
      LineReader open = reader();
      line = open.line();
      count = LineCount.start(file, open.offset(), open.line());
      return opening;
    } catch (IOException e) {
      throw failed("cannot be read: " + e.getMessage(), "Check its permissions", e);
    }
  }

  private void checkReadable() {
    if (!Files.exists(file)) {
      throw failed("does not exist", "Check the path", null);
    }
    if (!Files.isRegularFile(file)) {
      throw failed("is no regular file", "Use lines:- and feed it to standard input", null);
    }
    if (!Files.isReadable(file)) {
      throw failed("may not be read", "Check its permissions", null);
    }
  }

  private Opening openAt(Place place) throws IOException {
    if (!reachesUnchanged(place)) {
      throw failed(
          "was changed before line " + (place.line() + 1) + ", up to which it has been pushed",
          "Put the old content back to go on, or give the new content another name to push it all",
          null);
    }
    if (place.offset() == 0) {
      return new Opening(Opening.Kind.FRESH, 0, "");
    }
    return new Opening(
        Opening.Kind.RESUMED,
        place.line(),
        "Resuming " + file + " at line " + (place.line() + 1) + ": an earlier run did not finish");
  }

  private Opening openFinished(Place place) throws IOException {
    if (reachesUnchanged(place) && Files.size(file) > place.offset()) {
      return new Opening(
          Opening.Kind.GROWN,
          place.line(),
          file + " has grown since it was finished: going on at line " + (place.line() + 1));
    }
    reachesUnchanged(Place.START);
    return new Opening(
        Opening.Kind.ANEW, 0, "An earlier run of " + file + " was finished: starting anew");
  }

  private boolean reachesUnchanged(Place place) throws IOException {
    closeReader();
    LineReader opened = new LineReader(new FileInputStream(file.toFile()));
    reader = opened;
    return opened.skipTo(place) && opened.place().hash().equals(place.hash());
  }

  @Override
  public Range read(int max) {
    LineReader open = reader();
    String from = at;
    long before = open.line();
    List<Message> messages = new ArrayList<>(Math.min(max, 256));
    try {
      long chars = 0;
      while (messages.size() < max && chars < RANGE_CHARS && readOne(open, messages)) {
        chars += messages.isEmpty() ? 0 : messages.getLast().data().length();
      }
    } catch (IOException e) {
      throw failed("cannot be read at line " + (open.line() + 1), "Check the disk", e);
    }
    if (open.line() > before) {
      at = open.place().toString();
      line = open.line();
    }
    return new Range(messages, from, at);
  }

  /** Takes one line if there is one; a bad line fails only when it is the first of its range. */
  private boolean readOne(LineReader open, List<Message> messages) throws IOException {
    switch (open.find()) {
      case END -> {
        checkNotShrunk(open);
        return false;
      }
      case TOO_LONG -> {
        if (onBadLine == OnBadLine.FAIL) {
          return refuse(messages, open, "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
        }
        open.takeTooLong();
        skipped.incrementAndGet();
      }
      case LINE -> {
        String text = LineText.decode(open.bytes(), open.at(), open.length());
        if (text == null && onBadLine == OnBadLine.FAIL) {
          return refuse(messages, open, "is not UTF-8");
        }
        open.take();
        if (text == null) {
          skipped.incrementAndGet();
        } else {
          messages.add(Message.of(LineText.toJson(text)));
        }
      }
    }
    return true;
  }

  private boolean refuse(List<Message> messages, LineReader open, String why) {
    if (messages.isEmpty()) {
      throw new SourceFailed(
          "Line "
              + (open.line() + 1)
              + " of "
              + file
              + " "
              + why
              + ". Mend it and start again, it goes on there; or leave such lines out with"
              + " --on-bad-line=skip",
          null);
    }
    return false;
  }

  private void checkNotShrunk(LineReader open) throws IOException {
    if (Files.size(file) < open.offset()) {
      throw failed("has become shorter than line " + open.line(), "Put its content back", null);
    }
  }

  @Override
  public String finished() {
    return at.isEmpty() ? "" : Place.parse(at).end().toString();
  }

  @Override
  public boolean isFinished(String position) {
    return Place.parse(position).isEnd();
  }

  @Override
  public boolean isBefore(String earlier, String later) {
    Place before = Place.parse(earlier);
    return before.isEnd() || before.line() < Place.parse(later).line();
  }

  @Override
  public long total() {
    LineCount counting = count;
    return counting == null ? -1 : counting.total();
  }

  /** The lines that are still to be read; those that will be left out are among them. */
  @Override
  public long waiting() {
    long total = total();
    return total < line ? -1 : total - line;
  }

  @Override
  public long size() {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return -1; // whoever opens it tells
    }
  }

  @Override
  public long skipped() {
    return skipped.get();
  }

  @Override
  public void close() {
    LineCount counting = count;
    if (counting != null) {
      counting.stop();
    }
    closeReader();
  }

  private void closeReader() {
    LineReader open = reader;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw failed("cannot be closed", "Check the disk", e);
      }
    }
  }

  private LineReader reader() {
    LineReader open = reader;
    if (open == null) {
      throw new IllegalStateException("The source " + file + " is read before it was opened");
    }
    return open;
  }

  private SourceFailed failed(String what, String remedy, @Nullable Throwable cause) {
    return new SourceFailed("The file " + file + " " + what + ". " + remedy + ".", cause);
  }

  @Override
  public String toString() {
    return "lines:" + file;
  }
}

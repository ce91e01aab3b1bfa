package dev.tidemill.pool.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream that cannot be read twice, such as standard input.
 *
 * <p>A thread of its own reads ahead by a few lines, because a read of standard input cannot be
 * interrupted; what it holds is lost with the process.
 */
final class StreamLinesSource implements Source {

  private static final int AHEAD = 256;

  /** What the reading thread hands over: a message, or the end with its reason. */
  private record Item(@Nullable Message message, @Nullable SourceFailed failure) {}

  private final InputStream stream;
  private final OnBadLine onBadLine;
  private final BlockingQueue<Item> ahead = new ArrayBlockingQueue<>(AHEAD);
  private final AtomicBoolean reading = new AtomicBoolean();

  StreamLinesSource(InputStream stream, OnBadLine onBadLine) {
    this.stream = stream;
    this.onBadLine = onBadLine;
  }

  @Override
  public void open() {
    if (reading.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("tidemill-lines").start(this::read);
    }
  }

  @Override
  public @Nullable Message next() throws InterruptedException {
    Item item = ahead.take();
    if (item.message() == null) {
      ahead.add(item); // everyone who asks is to learn of the end; it was the last: there is room
      if (item.failure() != null) {
        throw item.failure();
      }
    }
    return item.message();
  }

  @Override
  public List<Message> next(int most) throws InterruptedException {
    Message first = next();
    if (first == null) {
      return List.of();
    }
    List<Message> messages = new ArrayList<>();
    messages.add(first);
    Item item = null;
    while (messages.size() < most && (item = ahead.poll()) != null && item.message() != null) {
      messages.add(item.message());
    }
    if (item != null && item.message() == null) {
      ahead.add(item); // it was the last, so there is room
    }
    return messages;
  }

  @Override
  public long waiting() {
    return ahead.size();
  }

  private void read() {
    LineReader reader = new LineReader(stream);
    try {
      Item last;
      do {
        last = readOne(reader);
        ahead.put(last);
      } while (last.message() != null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Item readOne(LineReader reader) {
    try {
      while (true) {
        switch (reader.find()) {
          case END -> {
            return new Item(null, null);
          }
          case TOO_LONG -> {
            if (onBadLine == OnBadLine.FAIL) {
              return bad(reader, "is longer than " + (LineReader.LONGEST >> 20) + " MiB");
            }
            reader.takeTooLong();
          }
          case LINE -> {
            String text = LineText.decode(reader.bytes(), reader.at(), reader.length());
            if (text == null && onBadLine == OnBadLine.FAIL) {
              return bad(reader, "is not UTF-8");
            }
            reader.take();
            if (text != null) {
              return new Item(Message.of(LineText.toJson(text)), null);
            }
          }
        }
      }
    } catch (IOException e) {
      return new Item(null, new SourceFailed("Standard input broke off: " + e.getMessage(), e));
    }
  }

  private static Item bad(LineReader reader, String why) {
    return new Item(
        null,
        new SourceFailed(
            "Line "
                + (reader.line() + 1)
                + " of standard input "
                + why
                + ". Leave such lines out with --on-bad-line=skip",
            null));
  }

  @Override
  public String toString() {
    return "lines:-";
  }
}

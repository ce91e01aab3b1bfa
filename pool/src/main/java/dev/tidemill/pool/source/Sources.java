package dev.tidemill.pool.source;

import java.io.InputStream;
import java.nio.file.Path;

/** The sources that come with the pool. */
public final class Sources {

  private Sources() {}

  /** {@code {"content":"Message from Pusher"}} over and over, without end. */
  public static Source generate() {
    return new Generate(Message.of("{\"content\":\"Message from Pusher\"}"));
  }

  /** Nothing at all: a pool with it only pulls. */
  public static Source none() {
    return NoSource.INSTANCE;
  }

  /** The lines of a file, each pushed exactly once; see {@link LinesSource}. */
  public static PositionedSource lines(Path file, OnBadLine onBadLine) {
    return new LinesSource(file, onBadLine);
  }

  /** The lines of a stream; what was read and not pushed is gone when the process dies. */
  public static Source lines(InputStream stream, OnBadLine onBadLine) {
    return new StreamLinesSource(stream, onBadLine);
  }

  /** Whether a pool with this source only pulls. */
  public static boolean isNone(MessageSource source) {
    return source instanceof NoSource;
  }

  /**
   * The source that a text names: {@code generate}, {@code none}, {@code lines:FILE} or {@code
   * lines:-} for standard input.
   *
   * @throws IllegalArgumentException when it names none; the message lists what there is
   */
  public static MessageSource named(String text, OnBadLine onBadLine) {
    if (text.equals("lines:-")) {
      return lines(System.in, onBadLine);
    }
    if (text.startsWith("lines:") && text.length() > "lines:".length()) {
      return lines(Path.of(text.substring("lines:".length())), onBadLine);
    }
    return switch (text) {
      case "generate" -> generate();
      case "none" -> none();
      default ->
          throw new IllegalArgumentException(
              "source '"
                  + text
                  + "' is not known: use generate, lines:FILE, lines:- (standard input) or none");
    };
  }
}

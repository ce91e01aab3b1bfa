package dev.tidemill.pool.handler;

import java.nio.file.Path;
import java.time.Duration;

/** The handlers that come with the pool. */
public final class Handlers {

  private Handlers() {}

  /**
   * Every message goes well.
   *
   * @param work how long each takes; zero for no time
   */
  public static Handler complete(Duration work) {
    return after(WorkTime.always(work), new CompleteAtOnce());
  }

  /** Nothing at all: a pool with it only pushes. */
  public static Handler none() {
    return NoHandler.INSTANCE;
  }

  /**
   * Appends the payload of each message to a file, a line each; see {@link LinesHandler}.
   *
   * @param fsync whether a message is done only when the disk has it, not already when the kernel
   *     has it
   */
  public static Handler lines(Path file, boolean fsync) {
    return new LinesHandler(file, fsync);
  }

  /** Runs a command for each message; see {@link ExecHandler}. */
  public static Handler exec(String command) {
    return new ExecHandler(CommandWords.split(command));
  }

  /** Posts each message to an address; see {@link HttpHandler}. */
  public static Handler http(String address) {
    return HttpHandler.to(address);
  }

  /** Whether a pool with this handler only pushes. */
  public static boolean isNone(Handler handler) {
    return handler instanceof NoHandler;
  }

  /**
   * The handler that a text names: {@code complete}, {@code none}, {@code lines:FILE}, {@code
   * exec:COMMAND} or the address of {@link #http}.
   *
   * @param work how long {@code complete} and {@code lines} take before they are done
   * @param fsync as in {@link #lines}
   * @throws IllegalArgumentException when it names none; the message lists what there is
   */
  public static Handler named(String text, WorkTime work, boolean fsync) {
    if (text.startsWith("lines:") && text.length() > "lines:".length()) {
      return after(work, lines(Path.of(text.substring("lines:".length())), fsync));
    }
    if (text.startsWith("exec:")) {
      return exec(text.substring("exec:".length()));
    }
    if (text.matches("https?://.*")) {
      return http(text);
    }
    return switch (text) {
      case "complete" -> after(work, new CompleteAtOnce());
      case "none" -> none();
      default ->
          throw new IllegalArgumentException(
              "handler '"
                  + text
                  + "' is not known: use complete, lines:FILE, exec:COMMAND, http://HOST/PATH or"
                  + " none");
    };
  }

  private static Handler after(WorkTime work, Handler handler) {
    return work.isNone() ? handler : new AfterWork(work, handler);
  }
}

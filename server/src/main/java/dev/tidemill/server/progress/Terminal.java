package dev.tidemill.server.progress;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the messages are shown on. */
public final class Terminal {

  private static final int STDIN = 0;
  private static final int STDOUT = 1;
  private static final int STDERR = 2;

  private Terminal() {}

  /**
   * How progress may be drawn here.
   *
   * @param environment where {@code TERM} and {@code CI} are looked up
   * @param charset of stderr
   */
  public static Progress.Style style(Map<String, String> environment, Charset charset) {
    boolean bar =
        isWatched() && !"dumb".equals(environment.get("TERM")) && !environment.containsKey("CI");
    if (!bar) {
      return Progress.Style.PLAIN;
    }
    return charset.newEncoder().canEncode('█') ? Progress.Style.BAR : Progress.Style.ASCII_BAR;
  }

  /** Whether stderr is a terminal. */
  public static boolean isWatched() {
    return is(STDERR);
  }

  /** Whether answers go to a terminal. */
  public static boolean shows() {
    return is(STDOUT);
  }

  /** Whether somebody can be asked. */
  public static boolean asks() {
    return is(STDIN) && isWatched();
  }

  /** Java itself can tell that only of stdin and stdout together. */
  @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 never answer null: a bar too many
  private static boolean is(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (!Files.isSymbolicLink(link)) {
      return System.console() != null;
    }
    try {
      return Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*");
    } catch (IOException e) {
      return false;
    }
  }
}

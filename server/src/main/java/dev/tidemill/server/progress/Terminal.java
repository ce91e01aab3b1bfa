package dev.tidemill.server.progress;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the messages are shown on. */
public final class Terminal {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

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

  /** Whether stderr is a terminal; Java itself can tell that only of stdin and stdout. */
  @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 never answer null: a bar too many
  public static boolean isWatched() {
    if (!Files.isSymbolicLink(STDERR)) {
      return System.console() != null;
    }
    try {
      return Files.readSymbolicLink(STDERR).toString().matches("/dev/(pts/|tty).*");
    } catch (IOException e) {
      return false;
    }
  }
}

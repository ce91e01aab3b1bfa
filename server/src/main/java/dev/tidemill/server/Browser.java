package dev.tidemill.server;

import dev.tidemill.server.progress.Terminal;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.Map;

/** Opens the page where somebody sits before a desktop; elsewhere it does nothing. */
final class Browser {

  private Browser() {}

  static void open(String address) {
    Map<String, String> environment = System.getenv();
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
    boolean desktop =
        mac || environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    if (!desktop || environment.containsKey("CI") || !Terminal.isWatched()) {
      return;
    }
    try {
      new ProcessBuilder(mac ? "open" : "xdg-open", address)
          .redirectInput(Redirect.from(new java.io.File("/dev/null")))
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      // There is no such program: the address is on the screen.
    }
  }
}

package dev.tidemill.server.cli.noun;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The other screen of a terminal, with keys as they are pressed; closed, all is as before. */
final class FullScreen implements AutoCloseable {

  private static final File TERMINAL = new File("/dev/tty");
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K\r\n";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final PrintWriter out;
  private final Thread atExit = new Thread(this::restore);

  private FullScreen(PrintWriter out) {
    this.out = out;
  }

  static FullScreen enter(PrintWriter out) {
    FullScreen screen = new FullScreen(out);
    Runtime.getRuntime().addShutdownHook(screen.atExit); // Ctrl-C
    stty("-icanon", "-echo");
    out.print(ENTER);
    return screen;
  }

  void show(List<String> lines, int height) {
    StringBuilder text = new StringBuilder(HOME);
    lines.stream().limit(height - 1L).forEach(line -> text.append(line).append(REST_OF_LINE));
    out.print(text.append(REST_OF_SCREEN));
    out.flush();
  }

  /** How much fits on it. */
  record Size(int rows, int columns) {}

  static Size size() {
    String[] words = stty("size").strip().split(" ", -1);
    return words.length == 2 && words[0].matches("[1-9]\\d*") && words[1].matches("[1-9]\\d*")
        ? new Size(Integer.parseInt(words[0]), Integer.parseInt(words[1]))
        : new Size(24, 80);
  }

  private static String stty(String... words) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(words));
    try {
      Process process = new ProcessBuilder(command).redirectInput(TERMINAL).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // a system without it: keys need a return then
    }
  }

  private void restore() {
    stty("icanon", "echo");
    out.print(LEAVE);
    out.flush();
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    restore();
  }
}

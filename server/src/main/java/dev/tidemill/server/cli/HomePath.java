package dev.tidemill.server.cli;

import java.nio.file.Path;

/** A path that may begin with the home directory, as the defaults do. */
public final class HomePath {

  private static final String HOME = "~";

  private HomePath() {}

  /** The same without {@code ~}. */
  public static Path of(Path path) {
    Path home = Path.of(System.getProperty("user.home", "."));
    return path.startsWith(HOME) ? home.resolve(Path.of(HOME).relativize(path)) : path;
  }
}

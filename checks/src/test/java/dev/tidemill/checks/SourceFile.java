package dev.tidemill.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file and what it says.
 *
 * @param path where it is
 * @param text all of it
 */
record SourceFile(Path path, String text) {

  static SourceFile read(Path path) {
    try {
      return new SourceFile(path, Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + path, e);
    }
  }

  boolean isIn(String part) {
    return path.toString().replace('\\', '/').contains("/" + part + "/");
  }

  String name() {
    return String.valueOf(path.getFileName());
  }

  /** As people call it: from the root of the project on. */
  String shown() {
    return path.startsWith(Tree.root()) ? Tree.root().relativize(path).toString() : path.toString();
  }
}

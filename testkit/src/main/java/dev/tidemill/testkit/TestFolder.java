package dev.tidemill.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A folder that outlives a single test; it goes with all that is in it when it is closed.
 *
 * @param path where it lies
 */
public record TestFolder(Path path) implements AutoCloseable {

  /** Makes one, empty, among the temporary files. */
  public static TestFolder create(String name) {
    try {
      return new TestFolder(Files.createTempDirectory(name));
    } catch (IOException e) {
      throw new UncheckedIOException("Making a folder for " + name + " failed", e);
    }
  }

  @Override
  public void close() {
    try {
      Files.walkFileTree(path, new Deletion());
    } catch (IOException e) {
      throw new UncheckedIOException("Deleting " + path + " failed", e);
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}

package dev.tidemill.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of the project that people write: no build output, no downloaded modules. */
final class Tree {

  private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", ".idea");

  private Tree() {}

  static Path root() {
    return Path.of(System.getProperty("root", "..")).toAbsolutePath().normalize();
  }

  /** All files below the project's root whose names end so. */
  static List<SourceFile> files(String... endings) {
    return walk(root())
        .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
        .map(SourceFile::read)
        .toList();
  }

  /** What is compiled and shipped. */
  static List<SourceFile> mainJava() {
    return files(".java").stream().filter(file -> file.isIn("src/main/java")).toList();
  }

  /** What runs in tests only, and what they share. */
  static List<SourceFile> testCode() {
    return files(".java", ".js", ".mjs").stream()
        .filter(file -> file.isIn("src/test") || file.isIn("testkit/src/main"))
        .toList();
  }

  private static Stream<Path> walk(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList().stream()
          .filter(child -> !SKIPPED.contains(String.valueOf(child.getFileName())))
          .flatMap(child -> Files.isDirectory(child) ? walk(child) : Stream.of(child));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

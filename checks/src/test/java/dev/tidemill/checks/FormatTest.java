package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** google-java-format decides; {@code -Dformat=write} has it rewrite the tree. */
final class FormatTest {

  @Test
  void sourcesAreFormatted() {
    List<SourceFile> offenders =
        Tree.files(".java").parallelStream().filter(f -> !isFormatted(f)).toList();
    if (System.getProperty("format", "check").equals("write")) {
      offenders.forEach(FormatTest::rewrite);
      return;
    }
    assertThat(offenders.stream().map(SourceFile::shown))
        .as("files to format; `mvn verify -Dformat=write` does it")
        .isEmpty();
  }

  @Test
  void anUntidyFileIsRefused() {
    SourceFile untidy =
        SourceFile.read(Tree.root().resolve("checks/src/test/resources/fixture/Untidy.java.txt"));

    assertThat(isFormatted(untidy)).isFalse();
    assertThat(formatted(untidy)).contains("final class Untidy {").doesNotContain("java.util.Map");
  }

  private static boolean isFormatted(SourceFile file) {
    return formatted(file).equals(file.text());
  }

  private static String formatted(SourceFile file) {
    try {
      return new Formatter()
          .formatSourceAndFixImports(RemoveUnusedImports.removeUnusedImports(file.text()));
    } catch (FormatterException e) {
      throw new IllegalStateException("Cannot format " + file.shown(), e);
    }
  }

  private static void rewrite(SourceFile file) {
    try {
      Files.writeString(file.path(), formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

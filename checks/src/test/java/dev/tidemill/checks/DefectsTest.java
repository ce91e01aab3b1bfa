package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What {@code campaign/defects} puts into the code must follow the code. */
final class DefectsTest {

  @TestFactory
  Stream<DynamicTest> eachDefectCanBePutIntoTheCode() throws IOException {
    assumeTrue(hasGit(), "git is not there, which says whether a patch fits: install it");
    try (Stream<Path> all = Files.list(Tree.root().resolve("campaign/defects.d"))) {
      List<Path> defects = all.sorted().toList();
      assertThat(defects).isNotEmpty();
      return defects.stream()
          .map(
              defect ->
                  DynamicTest.dynamicTest(
                      defect.getFileName().toString(),
                      () ->
                          assertThat(told("git", "apply", "--check", defect.toString()))
                              .isEmpty()));
    }
  }

  private static boolean hasGit() {
    try {
      return told("git", "--version").startsWith("git");
    } catch (IOException e) {
      return false;
    }
  }

  private static String told(String... words) throws IOException {
    Process process =
        new ProcessBuilder(words).directory(Tree.root().toFile()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SourceRulesTest {

  private static final String[] WRITTEN = {
    ".java", ".js", ".mjs", ".lua", ".css", ".sh", "/tidemill", "/.ci/run"
  };

  @Test
  void filesAreShortEnoughToBeReadInOneGo() {
    assertThat(SourceRules.tooLong(Tree.files(WRITTEN).stream())).isEmpty();
  }

  @Test
  void aLongFileIsRefused() {
    SourceFile fits = new SourceFile(Path.of("Fits.java"), "x\n".repeat(300));
    SourceFile isLong = new SourceFile(Path.of("Long.java"), "x\n".repeat(301));

    assertThat(SourceRules.tooLong(Stream.of(fits, isLong)))
        .containsExactly("Long.java has 301 lines");
  }

  @Test
  void testsDoNotSleep() {
    assertThat(SourceRules.sleeping(Tree.testCode().stream())).isEmpty();
  }

  @Test
  void aTestThatSleepsIsRefused() {
    assertThat(SourceRules.sleeping(Stream.of(fixture("Sleeper"))))
        .hasSize(4)
        .first()
        .asString()
        .endsWith("Sleeper.java.txt:11 Thread" + ".sleep");
  }

  @Test
  void packagesAreNullMarked() {
    assertThat(SourceRules.notNullMarked(Tree.mainJava().stream())).isEmpty();
  }

  @Test
  void aPackageThatIsNotNullMarkedIsRefused() {
    assertThat(SourceRules.notNullMarked(Stream.of(fixture("Sleeper"))))
        .containsExactly("dev.tidemill.fixture");
  }

  @Test
  void typesAreNamedForTheirDuty() {
    assertThat(SourceRules.namedForNothing(Tree.files(".java").stream())).isEmpty();
  }

  @Test
  void aTypeNamedForNothingIsRefused() {
    Stream<SourceFile> files =
        Stream.of("StringUtils", "AbstractWorker", "QueueImpl", "Database", "Basement")
            .map(name -> new SourceFile(Path.of(name + ".java"), ""));

    assertThat(SourceRules.namedForNothing(files))
        .containsExactly("StringUtils.java", "AbstractWorker.java", "QueueImpl.java");
  }

  @Test
  void publicTypesSayWhatTheyAre() {
    assertThat(SourceRules.undocumented(Tree.mainJava().stream())).isEmpty();
  }

  @Test
  void aSilentPublicTypeIsRefused() {
    assertThat(SourceRules.undocumented(Stream.of(fixture("Sleeper"))))
        .hasSize(1)
        .first()
        .asString()
        .endsWith("Sleeper.java.txt: Sleeper");
  }

  @Test
  void theRulesLookAtTheRealTree() {
    assertThat(Tree.mainJava()).hasSizeGreaterThan(100);
    assertThat(Tree.testCode()).hasSizeGreaterThan(30);
    assertThat(Tree.files("/tidemill", ".lua")).hasSizeGreaterThan(8);
  }

  private static SourceFile fixture(String name) {
    return SourceFile.read(
        Tree.root().resolve("checks/src/test/resources/fixture/" + name + ".java.txt"));
  }
}

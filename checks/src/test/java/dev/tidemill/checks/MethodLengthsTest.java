package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MethodLengthsTest {

  @Test
  void methodsAreShortEnoughToBeSeenAtOneGlance() {
    assertThat(MethodLengths.tooLong(Tree.mainJava().stream())).isEmpty();
  }

  @Test
  void aLongMethodIsRefused() {
    assertThat(MethodLengths.tooLong(Stream.of(withBodyOf(28)))).isEmpty();
    assertThat(MethodLengths.tooLong(Stream.of(withBodyOf(29))))
        .containsExactly("Fixture.java: work has 31 lines");
  }

  private static SourceFile withBodyOf(int lines) {
    String text = "class Fixture {\n  void work() {\n" + "    step();\n".repeat(lines) + "  }\n}\n";
    return new SourceFile(Path.of("Fixture.java"), text);
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every page of help fits a screen and begins with what one would type. */
class HelpTest {

  private static final List<String> ROOT = List.of();

  @TestFactory
  List<DynamicTest> everyHelpFitsAScreenAndStartsWithExamples() {
    List<DynamicTest> tests = new ArrayList<>();
    walk(ROOT, tests);
    assertThat(tests).hasSizeGreaterThan(30);
    return tests;
  }

  private void walk(List<String> words, List<DynamicTest> tests) {
    List<String> asked = new ArrayList<>(words);
    asked.add("--help");
    Typed help = Typed.of(asked.toArray(String[]::new));
    tests.add(DynamicTest.dynamicTest("tidemill " + String.join(" ", asked), () -> check(help)));
    boolean list = false;
    for (String line : help.out().split("\n", -1)) {
      list = line.startsWith("Commands") || (list && !line.isBlank());
      if (list && line.matches("  [a-z]\\S* .*")) {
        List<String> longer = new ArrayList<>(words);
        longer.add(line.strip().split(" ", 2)[0]);
        walk(longer, tests);
      }
    }
  }

  private static void check(Typed help) {
    assertThat(help.code()).isZero();
    assertThat(help.out().lines().count()).isLessThanOrEqualTo(40);
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(help.out().contains("\nExit: 0 ") || help.out().contains("\nCommands:")).isTrue();
    String beforeUsage = help.out().split("\nUsage: ", 2)[0];
    assertThat(beforeUsage.lines().skip(2)).anyMatch(line -> line.matches("  .*\\btidemill\\b.*"));
    assertThat(beforeUsage.lines()).noneMatch(line -> line.matches("\\s*-.*"));
  }
}

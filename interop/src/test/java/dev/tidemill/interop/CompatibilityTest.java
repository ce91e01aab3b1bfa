package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Holds {@code docs/internals/compatibility.md} against the tests there are. {@code
 * -Dcompatibility=write} writes the tables anew. Needs no Node.js.
 */
final class CompatibilityTest {

  private static final Path DOCUMENT =
      NodeExtension.INTEROP.resolve("../docs/internals/compatibility.md");
  private static final String END = "<!-- end -->";

  @Test
  void theDocumentNamesTheTestsThereAre() throws IOException {
    String written = Files.readString(DOCUMENT);
    String expected = written;
    expected = between(expected, "counts", counts());
    expected = between(expected, "contract", contract());
    expected = between(expected, "differences", differences());
    if ("write".equals(System.getProperty("compatibility"))) {
      Files.writeString(DOCUMENT, expected);
      return;
    }
    assertThat(written).as("write it anew with -Dcompatibility=write").isEqualTo(expected);
  }

  @Test
  void theDocumentTellsHowManyScenariosThereAre() throws IOException {
    long scenarios =
        classes(name -> name.startsWith("Equal")).stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(CompatibilityTest::isTest)
            .count();

    assertThat(Files.readString(DOCUMENT)).contains("| " + scenarios + ", all equal |");
  }

  @Test
  void everyTestThatTheDocumentNamesIsThere() throws IOException {
    List<String> named =
        Pattern.compile("`([A-Z]\\w+Test)`")
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map(found -> found.group(1))
            .toList();

    assertThat(named).isNotEmpty().allSatisfy(name -> load(name + ".class"));
  }

  private static String between(String document, String part, String text) {
    String start = "<!-- from the tests: " + part + " -->\n";
    int from = document.indexOf(start);
    assertThat(from).as(start).isNotNegative();
    int to = document.indexOf(END, from);
    return document.substring(0, from) + start + text + document.substring(to);
  }

  private static String counts() {
    StringBuilder table = new StringBuilder("\n| |");
    Pairing.all().forEach(each -> table.append(' ').append(each).append(" |"));
    table.append("\n|---|").append("---|".repeat((int) Pairing.all().count())).append('\n');
    long all = 0;
    for (Class<?> each : contracts()) {
      row(table, heading(each), tests(each).size());
      all += tests(each).size();
    }
    return row(table, "**together**", all).append('\n').toString();
  }

  private static StringBuilder row(StringBuilder table, String head, long count) {
    table.append("| ").append(head).append(" |");
    Pairing.all().forEach(each -> table.append(' ').append(count).append(" |"));
    return table.append('\n');
  }

  private static String contract() {
    StringBuilder table = new StringBuilder();
    for (Class<?> each : contracts()) {
      table.append("\n### ").append(heading(each)).append("\n\n");
      tests(each).forEach(test -> table.append("- ").append(sentence(test)).append('\n'));
    }
    return table.append('\n').toString();
  }

  private static String differences() {
    StringBuilder list = new StringBuilder("\n");
    Stream.of(AllowedDifferencesTest.class, UpkeepDiffersTest.class, ForbiddenIdsDifferTest.class)
        .flatMap(type -> tests(type).stream())
        .forEach(test -> list.append("- ").append(sentence(test)).append('\n'));
    return list.append('\n').toString();
  }

  private static String heading(Class<?> contract) {
    return Objects.requireNonNull(contract.getAnnotation(Contract.class)).value();
  }

  /** A name as the sentence that it is. */
  private static String sentence(String name) {
    return name.replaceAll("([A-Z]|\\d+)", " $1").toLowerCase(Locale.ROOT).strip();
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }

  private static List<String> tests(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(CompatibilityTest::isTest)
        .map(Method::getName)
        .sorted()
        .toList();
  }

  private static List<Class<?>> contracts() {
    return classes(name -> name.endsWith("ContractTest.class"));
  }

  private static List<Class<?>> classes(Predicate<String> wanted) {
    Path classes =
        Path.of(location()).resolve(CompatibilityTest.class.getPackageName().replace('.', '/'));
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.class") && wanted.test(name))
          .sorted()
          .<Class<?>>map(CompatibilityTest::load)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String location() {
    return CompatibilityTest.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private static Class<?> load(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(CompatibilityTest.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}

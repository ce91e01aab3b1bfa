package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The guides show code that is compiled and run: each block of Java is the region of a test that
 * the line above it names. {@code -Dguide=write} writes the blocks anew.
 */
final class GuideTest {

  private static final Path GUIDES = Tree.root().resolve("docs/guide");
  private static final Path TESTS = Tree.root().resolve("queue/src/test/java/dev/tidemill/guide");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\w+): (\\w+) -->\n```java\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern REGION =
      Pattern.compile("// region (\\w+)\n(.*?)\n *// endregion", Pattern.DOTALL);
  private static final List<String> PACKAGES = List.of("queue", "job", "event", "codec", "redis");

  private static List<Path> guides() throws IOException {
    try (Stream<Path> all = Files.list(GUIDES)) {
      return all.sorted().toList();
    }
  }

  private static String region(String test, String name) throws IOException {
    Matcher all = REGION.matcher(Files.readString(TESTS.resolve(test + ".java")));
    while (all.find()) {
      if (all.group(1).equals(name)) {
        return all.group(2).stripIndent().strip() + "\n";
      }
    }
    throw new AssertionError("there is no region " + name + " in " + test);
  }

  private static String withRegions(String guide) throws IOException {
    StringBuilder text = new StringBuilder();
    Matcher block = BLOCK.matcher(guide);
    while (block.find()) {
      String code = region(block.group(1), block.group(2));
      block.appendReplacement(
          text,
          Matcher.quoteReplacement(
              "<!-- %s: %s -->\n```java\n%s```\n".formatted(block.group(1), block.group(2), code)));
    }
    return block.appendTail(text).toString();
  }

  @Test
  void everyExampleIsTheRegionOfATest() throws IOException {
    for (Path guide : guides()) {
      String written = Files.readString(guide);
      String expected = withRegions(written);
      if ("write".equals(System.getProperty("guide"))) {
        Files.writeString(guide, expected);
      } else {
        assertThat(written).as("%s: write it anew with -Dguide=write", guide).isEqualTo(expected);
      }
      assertThat(BLOCK.matcher(written).results().count())
          .as("blocks of Java in %s that name their test", guide)
          .isEqualTo(Pattern.compile("```java").matcher(written).results().count());
    }
  }

  @Test
  void everyRegionIsShown() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Path guide : guides()) {
      BLOCK
          .matcher(Files.readString(guide))
          .results()
          .forEach(block -> shown.add(block.group(1) + ": " + block.group(2)));
    }
    Set<String> regions = new TreeSet<>();
    for (SourceFile file : Tree.files("Test.java")) {
      if (file.isIn("dev/tidemill/guide")) {
        String name = file.name().replace(".java", "");
        REGION
            .matcher(file.text())
            .results()
            .forEach(region -> regions.add(name + ": " + region.group(1)));
      }
    }
    assertThat(regions).isNotEmpty().isEqualTo(shown);
  }

  @Test
  void everyNameBesideOneOfBullmqExists() throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(GUIDES.resolve("from-nodejs.md"))) {
      String[] cells = line.split(" \\| ", -1);
      if (line.startsWith("| `") && cells.length > 1) {
        Pattern.compile("`([^`]+)`")
            .matcher(cells[1])
            .results()
            .forEach(name -> names.add(name.group(1)));
      }
    }
    assertThat(names).hasSizeGreaterThan(100).allMatch(GuideTest::exists);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<Path> all = new ArrayList<>(guides());
    all.add(Tree.root().resolve("README.md"));
    for (Path page : all) {
      Path directory = page.resolveSibling(".");
      List<String> links =
          Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)")
              .matcher(Files.readString(page))
              .results()
              .map(link -> link.group(1))
              .toList();
      assertThat(links).allMatch(link -> Files.exists(directory.resolve(link)), "leads somewhere");
    }
  }

  private static boolean exists(String name) {
    int dot = name.indexOf('.');
    String type = dot < 0 ? name : name.substring(0, dot);
    for (String in : PACKAGES) {
      Class<?> found = load("dev.tidemill." + in + "." + type);
      if (found != null) {
        return dot < 0 || has(found, name.substring(dot + 1));
      }
    }
    return false;
  }

  private static boolean has(Class<?> type, String member) {
    return Arrays.stream(type.getMethods()).anyMatch(method -> method.getName().equals(member))
        || Arrays.stream(type.getFields()).anyMatch(field -> field.getName().equals(member))
        || Arrays.stream(type.getClasses()).anyMatch(one -> one.getSimpleName().equals(member));
  }

  private static @Nullable Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}

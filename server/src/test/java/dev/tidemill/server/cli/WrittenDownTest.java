package dev.tidemill.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each command that the documents and examples show is one that can be given. */
class WrittenDownTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> COMMANDS =
      Set.of("demo", "serve", "run", "bench", "simulate", "doctor");
  private static final Pattern COMMAND =
      Pattern.compile("(?:\\./tidemill|/tidemill\\.jar) ([a-z]+(?: [^#`\\n|]*)?)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|[^\\s'\"]+");

  @Test
  void everyCommandInTheDocumentsIsUnderstood() throws IOException {
    List<String> tried = new ArrayList<>();
    for (Path file : files()) {
      COMMAND
          .matcher(Files.readString(file))
          .results()
          .map(found -> found.group(1).strip())
          .filter(line -> COMMANDS.contains(words(line)[0]))
          .forEach(
              line -> {
                tried.add(line);
                StringWriter said = new StringWriter();
                assertThat(answer(line, said)).as("%s: %s: %s", file, line, said).isZero();
              });
    }
    assertThat(tried).hasSizeGreaterThan(12);
  }

  private static int answer(String line, StringWriter said) {
    PrintWriter to = new PrintWriter(said, true);
    return CommandLines.of(new ToldDuties(), Map.of()).printTo(to, to).execute(words(line));
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int end = 0;
    var parts = WORD.matcher(line);
    while (parts.find()) {
      if (parts.start() > end) {
        words.add(word.toString());
        word.setLength(0);
      }
      String quoted = parts.group(1) == null ? parts.group(2) : parts.group(1);
      word.append(quoted == null ? parts.group() : quoted);
      end = parts.end();
    }
    words.add(word.toString());
    return words.toArray(String[]::new);
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> guides = Files.list(ROOT.resolve("docs/guide"));
        Stream<Path> examples = Files.walk(ROOT.resolve("examples"))) {
      return Stream.of(Stream.of(ROOT.resolve("README.md")), guides, examples)
          .flatMap(all -> all)
          .filter(Files::isRegularFile)
          .toList();
    }
  }
}

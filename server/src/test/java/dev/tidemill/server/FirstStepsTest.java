package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first steps of the guide, as somebody types them who begins. */
class FirstStepsTest {

  private static final GuideCommands GUIDE = GuideCommands.of("first-steps.md");
  private static final Pattern PAGE = Pattern.compile("page {3}(http://127\\.0\\.0\\.1:\\d+)");

  @TempDir private Path folder;
  private Command command = Command.in(Path.of(""));

  @BeforeEach
  void name() {
    command = Command.in(folder);
  }

  @AfterEach
  void end() {
    command.close();
  }

  @Test
  void aServerIsStartedAndAsked() throws Exception {
    command.start(GUIDE.only("console-of-a-start", "--port=0"));
    command.awaitSaid("Ctrl-C stops and saves");
    Matcher page = PAGE.matcher(command.said());
    assertThat(page.find()).isTrue();

    String said = GUIDE.allGoWell("console-of-a-server", "--server=" + page.group(1));

    assertThat(said).contains("ID ", "welcome", "No worker is connected");
  }

  @Test
  void linesGoThroughTheQueue() throws Exception {
    List<String> lines = List.of("one", "two");
    Files.write(command.file("in.txt"), lines);

    for (String[] words : GUIDE.commands("console-of-files")) {
      assertThat(Command.exitOf(command.startIn(folder, List.of(), words)))
          .as(command.said())
          .isZero();
    }

    assertThat(sorted("out.txt")).isEqualTo(lines);
    assertThat(folder.resolve("seen.txt")).content().contains("one", "two");
  }

  private List<String> sorted(String file) throws IOException {
    return Files.readAllLines(command.file(file)).stream().sorted().toList();
  }
}

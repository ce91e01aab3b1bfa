package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The commands of the guide do what they say, one after the other. */
@ExtendWith(RedisExtension.class)
class CommandsGuideTest {

  private static final Path GUIDE = Path.of("../docs/guide/commands.md");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

  private static List<String[]> commands(String kind, String where) throws IOException {
    String block = Files.readString(GUIDE).split("```" + kind + "\n", 2)[1].split("```", 2)[0];
    return block.lines().map(line -> words(line, where)).toList();
  }

  private static String[] words(String line, String where) {
    Stream<String> words =
        WORD.matcher(line).results().map(CommandsGuideTest::bare).skip(1); // "tidemill"
    return Stream.concat(words, Stream.of(where)).toArray(String[]::new);
  }

  private static String bare(MatchResult word) {
    String inner = word.group(1);
    return inner == null ? word.group() : inner;
  }

  private static void assertAllGoWell(List<String[]> commands) {
    assertThat(commands).hasSizeGreaterThan(5);
    for (String[] words : commands) {
      assertThat(Typed.of(words)).as(String.join(" ", words)).matches(told -> told.code() == 0);
    }
  }

  @Test
  void thoseForQueuesAndJobs(TestRedis redis) throws IOException {
    assertAllGoWell(commands("console", "--redis-url=" + redis.uri()));
  }

  @Test
  void thoseForAPool(TestRedis redis) throws IOException {
    try (Served served = Served.on(redis)) {
      String server = "--server=http://127.0.0.1:" + served.server().port();
      assertAllGoWell(commands("console-of-a-server", server));
    }
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user meets it: a JVM of its own, files, exit codes, signals. */
@ExtendWith(RedisExtension.class)
class RunTest {

  @TempDir private Path folder;
  private Command command = Command.in(Path.of(""));
  private Path in = Path.of("");
  private Path out = Path.of("");
  private Path err = Path.of("");

  @BeforeEach
  void name() {
    command = Command.in(folder);
    in = command.file("in.txt");
    out = command.file("out.txt");
    err = command.file("err.txt");
  }

  @AfterEach
  void end() {
    command.close();
  }

  @Test
  void everyLineComesOutOnceAndTheSumIsTold() throws Exception {
    List<String> lines = List.of("plain", "", "{\"a\": 1.50}", "[1, 2]", "Grüße, 世界", "", "end ");
    Files.write(in, lines);

    assertThat(run()).isZero();

    assertThat(sorted(Files.readAllLines(out))).isEqualTo(sorted(lines));
    assertThat(Files.readString(err)).contains("7 messages in", "0 failed", "line 7 of 7");
  }

  @Test
  void aFinishedRunStartsAnewTheNextTime() throws Exception {
    Files.write(in, List.of("once"));

    assertThat(run()).isZero();
    assertThat(run()).isZero();

    assertThat(Files.readAllLines(out)).containsExactly("once", "once");
  }

  @Test
  void killedAndStartedAgainItLosesNothingAndCountsEachLineOnce() throws Exception {
    List<String> lines = IntStream.range(0, 4_000).mapToObj(n -> "line " + n).toList();
    Files.write(in, lines);

    Process first = start("--push-interval=5ms");
    Awaitility.await()
        .atMost(Command.LIMIT)
        .until(() -> Files.exists(out) && Files.size(out) > 500);
    first.destroyForcibly().waitFor();
    assertThat(run()).isZero();

    List<String> got = Files.readAllLines(out);
    assertThat(got).containsAll(lines);
    assertThat(lines).containsAll(got);
    assertThat(got.size() - lines.size()).isLessThanOrEqualTo(10);
    assertThat(Files.readString(err)).contains("line 4000 of 4000");
  }

  @Test
  void ctrlCStopsWithThePositionSavedAndTheNextRunGoesOnThere() throws Exception {
    List<String> lines = IntStream.range(0, 5000).mapToObj(n -> "line " + n).toList();
    Files.write(in, lines);

    Process first = start("--push-interval=20ms");
    Awaitility.await()
        .atMost(Command.LIMIT)
        .until(() -> Files.exists(out) && Files.size(out) > 100);
    Command.signal(first, "INT");

    assertThat(Command.exitOf(first)).isEqualTo(130);
    assertThat(Files.readString(err)).contains("saved; the same command goes on there");

    assertThat(run()).isZero();
    assertThat(sorted(Files.readAllLines(out))).isEqualTo(sorted(lines));
  }

  @Test
  void whatADeadWorkerElsewhereHasInHandIsWaitedForAndToldSo(TestRedis redis) throws Exception {
    Files.write(in, List.of("ours"));
    String data = "{\"message\":\"its\"}";
    redis.call("HSET", "bull:messages:1", "name", "message", "data", data, "opts", "{}");
    redis.call("SET", "bull:messages:id", "1");
    redis.call("LPUSH", "bull:messages:active", "1");
    redis.call("SET", "bull:messages:1:lock", "of somebody", "PX", "3000");

    assertThat(run("--redis-url=" + redis.uri())).isZero();

    assertThat(Files.readString(err))
        .containsPattern("waiting for 1 job of a dead worker, at most \\d+ s");
    assertThat(Files.readAllLines(out)).containsExactlyInAnyOrder("ours", data);
  }

  @Test
  void messagesThatFailForGoodAreShownAndTheExitCodeTells() throws Exception {
    Files.write(in, List.of("good", "bad"));

    assertThat(run("--handler", "exec:grep -q good")).isEqualTo(6);
    assertThat(Files.readString(err)).contains("1 failed", "Failed for good:", "ZRANGE");
  }

  @Test
  void atFullSpeedACallOfAScriptIsForManyMessages(TestRedis redis) throws Exception {
    Files.write(in, IntStream.range(0, 20_000).mapToObj(n -> "line " + n).toList());
    redis.call("CONFIG", "RESETSTAT");

    assertThat(run("--redis-url=" + redis.uri(), "--policy=fixed", "--max-pushers=2")).isZero();

    Matcher calls =
        Pattern.compile("cmdstat_evalsha:calls=(\\d+)")
            .matcher(String.valueOf(redis.call("INFO", "commandstats")));
    assertThat(calls.find()).isTrue();
    assertThat(Integer.parseInt(calls.group(1))).isLessThan(20_000 / 10);
  }

  @Test
  void aSourceThatIsNotThereIsNamed() throws Exception {
    assertThat(run()).isEqualTo(1);

    assertThat(Files.readString(err)).contains(in.toString());
  }

  @Test
  void aRedisThatCannotBeReachedHasItsOwnExitCode() throws Exception {
    Files.write(in, List.of("line"));

    assertThat(run("--redis-url=redis://127.0.0.1:1")).isEqualTo(5);
    assertThat(Files.readString(err)).contains("127.0.0.1:1", "cannot be reached", "--redis-url");
  }

  private int run(String... more) throws Exception {
    return Command.exitOf(start(more));
  }

  private Process start(String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--source=lines:" + in));
    if (!List.of(more).contains("--handler")) {
      words.addAll(List.of("--handler", "lines:" + out));
    }
    words.addAll(List.of(more));
    return command.start(words.toArray(String[]::new));
  }

  private static List<String> sorted(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }
}

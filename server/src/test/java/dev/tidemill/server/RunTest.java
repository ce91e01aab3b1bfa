package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user meets it: a JVM of its own, files, exit codes, signals. */
class RunTest {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final List<Process> started = new ArrayList<>();
  @TempDir private Path folder;
  private Path in;
  private Path out;
  private Path err;

  @BeforeEach
  void name() {
    in = folder.resolve("in.txt");
    out = folder.resolve("out.txt");
    err = folder.resolve("err.txt");
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
    // Its Redis ends by itself when it is gone; the folder can be deleted only then.
    Path pid = folder.resolve("data/redis.pid");
    Awaitility.await().atMost(LIMIT).until(() -> !Files.exists(pid));
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
    Awaitility.await().atMost(LIMIT).until(() -> Files.exists(out) && Files.size(out) > 500);
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
    Awaitility.await().atMost(LIMIT).until(() -> Files.exists(out) && Files.size(out) > 100);
    signal(first, "INT");

    assertThat(first.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(first.exitValue()).isEqualTo(130);
    assertThat(Files.readString(err)).contains("saved; the same command goes on there");

    assertThat(run()).isZero();
    assertThat(sorted(Files.readAllLines(out))).isEqualTo(sorted(lines));
  }

  @Test
  void messagesThatFailForGoodAreShownAndTheExitCodeTells() throws Exception {
    Files.write(in, List.of("good", "bad"));

    Process process = start("--handler", "exec:grep -q good");
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(6);
    assertThat(Files.readString(err)).contains("1 failed", "Failed for good:", "ZRANGE");
  }

  @Test
  void aSourceThatIsNotThereIsNamed() throws Exception {
    assertThat(run()).isEqualTo(1);

    assertThat(Files.readString(err)).contains(in.toString());
  }

  @Test
  void aRedisThatCannotBeReachedHasItsOwnExitCode() throws Exception {
    Files.write(in, List.of("line"));

    Process process = start("--redis-url=redis://127.0.0.1:1");
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isEqualTo(5);
    assertThat(Files.readString(err)).contains("127.0.0.1:1", "cannot be reached", "--redis-url");
  }

  private int run(String... more) throws Exception {
    Process process = start(more);
    assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private Process start(String... more) throws IOException {
    List<String> words = new ArrayList<>(withCtrlC());
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of("run", "--data", folder.resolve("data").toString()));
    words.addAll(List.of("--source", "lines:" + in));
    if (!List.of(more).contains("--handler")) {
      words.addAll(List.of("--handler", "lines:" + out));
    }
    words.addAll(List.of(more));
    Process process =
        new ProcessBuilder(words).redirectOutput(err.toFile()).redirectError(err.toFile()).start();
    started.add(process);
    return process;
  }

  /** A build in the background of a shell ignores Ctrl-C, and so does all that it starts. */
  private static List<String> withCtrlC() {
    return System.getProperty("os.name").equals("Linux")
        ? List.of("env", "--default-signal=INT")
        : List.of();
  }

  private static void signal(Process process, String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static List<String> sorted(List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    Collections.sort(sorted);
    return sorted;
  }
}

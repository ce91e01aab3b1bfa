package dev.tidemill.pool.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecHandlerTest {

  @TempDir Path folder;

  @Test
  void givesThePayloadToStandardInputAndTakesStandardOutputAsTheResult() throws Exception {
    assertThat(run("cat", "\"héllo\"")).isEqualTo("\"héllo\"");
    assertThat(run("cat", "{\"a\":1}")).isEqualTo("{\"a\":1}");
    assertThat(run("true", "1")).isEqualTo("null");
    assertThat(run("wc -c", "\"abc\"")).isEqualTo("3");
  }

  @Test
  void takesAPayloadThatTheCommandNeverReads() throws Exception {
    assertThat(run("echo done", "\"" + "x".repeat(1 << 20) + "\"")).isEqualTo("\"done\"");
  }

  @Test
  void failsWithTheEndOfStandardErrorAsTheReason() {
    assertThatThrownBy(() -> run("sh -c 'echo early; echo no such thing >&2; exit 3'", "1"))
        .isInstanceOf(HandlerFailed.class)
        .hasMessage("sh ended with exit code 3: no such thing");
  }

  @Test
  void namesTheCommandThatIsNotThere() {
    assertThatThrownBy(() -> run("/no/such/command", "1"))
        .hasMessageContaining("The command /no/such/command cannot be run");
  }

  @Test
  void refusesAFloodOfOutput() {
    assertThatThrownBy(() -> run("head -c 2000000 /dev/zero", "1")).hasMessageContaining("1 MiB");
    assertThatThrownBy(() -> run("sh -c 'yes é | head -c 2000000'", "1"))
        .hasMessageContaining("1 MiB");
  }

  @Test
  void killsTheCommandAndItsChildrenWhenInterrupted() throws Exception {
    Path pids = folder.resolve("pids");
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread puller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    run("sh -c 'sleep 600 & echo $! > " + pids + "; wait'", "1");
                  } catch (Throwable e) {
                    ended.complete(e);
                  }
                });
    Awaitility.await().until(() -> Files.exists(pids) && !Files.readString(pids).isBlank());

    puller.interrupt();

    assertThat(ended.join()).isInstanceOf(InterruptedException.class);
    long child = Long.parseLong(Files.readString(pids).strip());
    Awaitility.await().until(() -> !isRunning(child));
  }

  @Test
  void splitsWordsWithoutAShell() {
    assertThat(CommandWords.split("a  'b c' \"d \\\" e\" f\\ g '' $HOME *"))
        .containsExactly("a", "b c", "d \" e", "f g", "", "$HOME", "*");
    assertThatThrownBy(() -> CommandWords.split("a 'b")).hasMessageContaining("open quote");
    assertThatThrownBy(() -> CommandWords.split(" ")).hasMessageContaining("names no command");
  }

  @Test
  void completeTakesItsTime() throws Exception {
    long before = System.nanoTime();

    assertThat(Handlers.complete(Duration.ofMillis(30)).handle(job("1"))).isEqualTo("null");

    assertThat(System.nanoTime() - before).isGreaterThan(25_000_000);
  }

  @Test
  void namesWhatThereIsWhenAskedForWhatThereIsNot() {
    assertThatThrownBy(() -> Handlers.named("print", WorkTime.NONE, false))
        .hasMessageContaining("handler 'print' is not known: use complete, lines:FILE");
  }

  /** A child that was killed may stay as a zombie where nobody collects it. */
  private static boolean isRunning(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String command, String payload) throws Exception {
    return Handlers.exec(command).handle(job(payload));
  }

  private static Job job(String data) {
    return new Job("1", Map.of("data", data));
  }
}

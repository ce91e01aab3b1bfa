package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the commands take signals, standard input and lines that are none. */
class MannersTest {

  @TempDir private Path folder;
  private Command command = Command.in(Path.of(""));
  private Path in = Path.of("");
  private Path out = Path.of("");

  @BeforeEach
  void name() {
    command = Command.in(folder);
    in = command.file("in.txt");
    out = command.file("out.txt");
  }

  @AfterEach
  void end() {
    command.close();
  }

  @Test
  void aSecondCtrlCEndsARunAtOnce() throws Exception {
    Files.write(in, List.of("one"));
    Process run =
        command.start("run", "--source=lines:" + in, "--handler=exec:" + holdingUp(out) + " 600");
    Awaitility.await().atMost(Command.LIMIT).until(() -> Files.exists(out));

    Command.signal(run, "INT");
    command.awaitSaid("Stopping; once more ends at once.");
    long asked = System.nanoTime();
    Command.signal(run, "INT");

    assertThat(Command.exitOf(run)).isEqualTo(130);
    assertThat(System.nanoTime() - asked).isLessThan(5_000_000_000L);
  }

  /** A handler that tells that it has begun, then takes its time. */
  private Path holdingUp(Path mark) throws Exception {
    Path script = command.file("hold.sh");
    Files.writeString(script, "#!/bin/sh\n: > " + mark + "\nexec sleep \"$1\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  @Test
  void standardInputIsASourceOfLines() throws Exception {
    List<String> lines = List.of("a", "", "{\"b\":1}", "ü", "without an end");
    Files.writeString(in, String.join("\n", lines));

    Process run = command.startOn(in, "run", "--source=lines:-", "--handler=lines:" + out);

    assertThat(Command.exitOf(run)).isZero();
    assertThat(Files.readAllLines(out)).containsExactlyInAnyOrderElementsOf(lines);
    assertThat(command.said()).contains("5 messages in", "0 failed");
  }

  @Test
  void aLineThatIsNoTextStopsARunOrIsSkippedAndCounted() throws Exception {
    byte[] latin = "gut\nf\u00fcr\nnichts\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(in, latin);
    String[] words = {"run", "--source=lines:" + in, "--handler=lines:" + out};

    assertThat(Command.exitOf(command.start(words))).isEqualTo(1);
    assertThat(command.said()).contains("Line 2 of " + in, "--on-bad-line=skip");

    String[] skipping = {words[0], words[1], words[2], "--on-bad-line=skip"};
    assertThat(Command.exitOf(command.start(skipping))).isZero();
    assertThat(command.said()).contains("1 lines skipped", "line 3 of 3");
    assertThat(Files.readAllLines(out)).containsExactlyInAnyOrder("gut", "nichts");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aServerThatIsStoppedFinishesWhatItHandlesAndSavesItsState(String signal, int code)
      throws Exception {
    String[] words = {"serve", "--port=0", "--start", "--push-interval=20ms", "--work=50ms"};
    Process serve = command.start(words);
    Http http = Http.to(port());
    Awaitility.await()
        .atMost(Command.LIMIT)
        .until(() -> whole(http.get("/state").body(), "totalMessageCount") > 20);

    Command.signal(serve, signal);

    assertThat(Command.exitOf(serve)).isEqualTo(code);
    command.start("serve", "--port=0");
    Http again = Http.to(port());
    String state = again.get("/state").body();
    assertThat(again.get("/getredisstate").body()).contains("\"redisState\":" + state);
    assertThat(again.get("/api/v1/pool").body()).contains("\"active\":0");
    assertThat(whole(state, "totalMessageCount")).isPositive();
  }

  private int port() {
    Pattern page = Pattern.compile("page +http://127\\.0\\.0\\.1:(\\d+)");
    command.awaitSaid("Ctrl-C stops and saves");
    return page.matcher(command.said())
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElseThrow();
  }

  private static int whole(String json, String field) {
    return Pattern.compile("\"" + field + "\":(\\d+)")
        .matcher(json)
        .results()
        .map(MatchResult::group)
        .map(found -> Integer.parseInt(found.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}

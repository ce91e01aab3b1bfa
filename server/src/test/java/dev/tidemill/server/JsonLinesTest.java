package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.server.api.Json;
import dev.tidemill.server.cli.config.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --log-format=json} programs read what people would. */
class JsonLinesTest {

  @Test
  void everyLineOfARunIsJsonThoughItsRedisDiesAndItIsStopped(@TempDir Path folder)
      throws Exception {
    try (Command command = Command.in(folder)) {
      Process run =
          command.start(
              "run",
              "--log-format=json",
              "--source=generate",
              "--handler=complete",
              "--push-interval=20ms");
      command.awaitSaid(" pushing");

      redis(command).destroyForcibly();
      command.awaitSaid("Redis is back");
      Command.signal(run, "TERM");

      assertThat(Command.exitOf(run)).isEqualTo(143);
      assertThat(command.said().lines())
          .hasSizeGreaterThan(3)
          .allSatisfy(line -> assertThat(message(line)).as(line).isNotEmpty());
      assertThat(command.said()).contains("Stopping; once more", " messages in ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "run --source=generate --handler=complete --redis-url=redis://127.0.0.1:1, 5, --redis-url",
    "run --source=none --handler=none, 2, are both none",
    "run --sorce=none, 2, Unknown option: '--sorce=none'",
    "run --config=/nowhere/at.yaml, 2, /nowhere/at.yaml",
    "serve --host=192.0.2.1 --port=0 --insecure, 1, 192.0.2.1"
  })
  void whatEndsACommandAtItsStartIsAnErrorInJson(
      String words, int code, String said, @TempDir Path folder) throws Exception {
    try (Command command = Command.in(folder)) {
      Process process = command.start((words + " --log-format json").split(" "));

      assertThat(Command.exitOf(process)).isEqualTo(code);
      assertThat(command.said().lines()).allSatisfy(line -> assertThat(message(line)).isNotEmpty());
      assertThat(command.said().lines())
          .filteredOn(line -> line.contains("\"level\":\"ERROR\""))
          .singleElement()
          .satisfies(line -> assertThat(message(line)).contains(said));
    }
  }

  @Test
  void theFormatThatWasSetElsewhereHoldsForCommandsThatHaveTheOption() {
    Sources sources = Sources.environment(Map.of("TIDEMILL_LOG_FORMAT", "json"));

    assertThat(Typed.with(sources, "run", "--sorce=none").err().lines())
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(message(line)).isNotEmpty());
    assertThat(Typed.with(sources, "queue", "ls", "--jsn").err()).startsWith("tidemill: ");
    assertThat(Typed.with(sources, "run", "--log-format=text", "--sorce=none").err())
        .startsWith("tidemill: ");
  }

  private static ProcessHandle redis(Command command) throws Exception {
    long pid = Long.parseLong(Files.readString(command.file("data/redis.pid")).strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static String message(String line) {
    return Objects.requireNonNull(Json.read(line), line).path("formattedMessage").asString("");
  }
}

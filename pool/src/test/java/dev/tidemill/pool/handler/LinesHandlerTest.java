package dev.tidemill.pool.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesHandlerTest {

  @TempDir Path folder;
  private Path file;
  private Path note;

  @BeforeEach
  void names() {
    file = folder.resolve("out.txt");
    note = folder.resolve(".out.txt.unfinished");
  }

  @Test
  void writesTextAsTextAndJsonAsItIs() throws Exception {
    write("\"text\"", "\"\"", "{\"a\": 1}\r", "\"\\\"q\\\"\\r\"", "12", "\"é\\u00e9\"");

    assertThat(file).hasContent("text\n\n{\"a\": 1}\r\n\"q\"\r\n12\néé\n");
  }

  @Test
  void writesWhatHasSeveralLinesAsOneLineOfJson() throws Exception {
    write("\"a\\nb\"", "{\n\"a\":\n1}");

    assertThat(file).hasContent("\"a\\nb\"\n{ \"a\": 1}\n");
  }

  @Test
  void appendsToWhatIsThereAndEndsAForeignLastLine() throws Exception {
    Files.writeString(file, "foreign");

    write("\"ours\"");

    assertThat(file).hasContent("foreign\nours\n");
    assertThat(note).doesNotExist();
  }

  @Test
  void cutsTheTornLineThatAKilledRunLeft() throws Exception {
    Files.writeString(file, "old\nours\ntor");
    Files.writeString(note, "4");

    write("\"next\"");

    assertThat(file).hasContent("old\nours\nnext\n");
  }

  @Test
  void neverCutsWhatWasThereBeforeTheKilledRun() throws Exception {
    Files.writeString(file, "foreign");
    Files.writeString(note, "7");

    write("\"next\"");

    assertThat(file).hasContent("foreign\nnext\n");
  }

  @Test
  void refusesAFileThatIsAlreadyBeingWritten() {
    try (Handler first = Handlers.lines(file, false);
        Handler second = Handlers.lines(file, false)) {
      first.open();
      assertThatThrownBy(second::open)
          .isInstanceOf(HandlerFailed.class)
          .hasMessageContaining("out.txt is being written by another process");
    }
  }

  @Test
  void namesTheFileThatCannotBeWritten() {
    Handler handler = Handlers.lines(folder.resolve("no/such/out.txt"), false);

    assertThatThrownBy(handler::open).hasMessageContaining("no/such/out.txt cannot be written");
  }

  @Test
  void keepsLinesWholeWhenManyWriteAtOnce() throws Exception {
    try (Handler handler = Handlers.lines(file, true);
        ExecutorService pullers = Executors.newVirtualThreadPerTaskExecutor()) {
      handler.open();
      IntStream.range(0, 500).forEach(n -> pullers.execute(() -> write(handler, "\"l" + n + "\"")));
    }

    assertThat(Files.readAllLines(file))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 500).mapToObj(n -> "l" + n).toList());
  }

  @Test
  void writesIntoADeviceWithoutCare() throws Exception {
    try (Handler handler = Handlers.lines(Path.of("/dev/null"), false)) {
      handler.open();
      assertThat(handler.handle(job("\"x\""))).isEqualTo("null");
    }
  }

  private static void write(Handler handler, String payload) {
    try {
      assertThat(handler.handle(job(payload))).isEqualTo("null");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void write(String... payloads) throws Exception {
    try (Handler handler = Handlers.lines(file, false)) {
      handler.open();
      for (String payload : payloads) {
        write(handler, payload);
      }
    }
  }

  private static Job job(String data) {
    return new Job("1", Map.of("data", data));
  }
}

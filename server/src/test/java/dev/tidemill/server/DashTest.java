package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code tidemill dash} in a terminal, and where there is none. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class DashTest {

  private static final Path SCRIPT = Path.of("/usr/bin/script"); // has a terminal of its own

  private static String dash(Served served) {
    return "'%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s dash --server=http://127.0.0.1:%d"
        .formatted(
            System.getProperty("java.home"),
            System.getProperty("java.class.path"),
            Main.class.getName(),
            served.server().port());
  }

  private static void awaitText(Reader from, String text) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.indexOf(text) < 0) {
      int next = from.read();
      assertThat(next).as("it ended before '%s' came: %s", text, read).isNotNegative();
      read.append((char) next);
    }
  }

  private static void press(OutputStream keys, String key) throws IOException {
    keys.write(key.getBytes(StandardCharsets.UTF_8));
    keys.flush();
  }

  @Test
  void keysChangeWhatATerminalShowsAndStopThePoolOnlyAfterAYes(TestRedis redis) throws Exception {
    Needs.file(SCRIPT);
    try (Served served = Served.on(redis)) {
      served.mill().pool().start();
      ProcessBuilder builder =
          new ProcessBuilder(SCRIPT.toString(), "-qfec", dash(served), "/dev/null");
      Process process = builder.redirectErrorStream(true).start();
      try (Reader screen = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
          OutputStream keys = process.getOutputStream()) {
        awaitText(screen, "[pool]");
        press(keys, "\t");
        awaitText(screen, "[workers]");
        press(keys, "S");
        awaitText(screen, "Stop the pool?");
        assertThat(served.mill().pool().view().running()).isTrue();
        press(keys, "y");
        awaitText(screen, "stands still");
        assertThat(served.mill().pool().view().running()).isFalse();
        press(keys, "q");
        awaitText(screen, "\u001b[?1049l");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void whoeverReadsNoFurtherEndsIt(TestRedis redis) throws Exception {
    try (Served served = Served.on(redis)) {
      Process process = new ProcessBuilder("sh", "-c", "exec " + dash(served)).start();
      try {
        try (Reader lines = process.inputReader(StandardCharsets.UTF_8)) {
          awaitText(lines, "PUSH");
        }

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  @Test
  void whereThereIsNoTerminalItTellsLineByLine(TestRedis redis) throws Exception {
    try (Served served = Served.on(redis)) {
      Path out = Files.createTempFile("dash", "");
      Process process =
          new ProcessBuilder("sh", "-c", "exec " + dash(served))
              .redirectOutput(out.toFile())
              .start();
      try {
        while (Files.readAllLines(out).size() < 2) {
          assertThat(process.isAlive()).isTrue();
          Thread.onSpinWait();
        }
        assertThat(Files.readAllLines(out)).allMatch(line -> line.contains("PUSH"));
      } finally {
        process.destroyForcibly().waitFor();
        Files.delete(out);
      }
    }
  }
}

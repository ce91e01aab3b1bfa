package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that is told to end does so, and its exit code tells by what. */
@ExtendWith(RedisExtension.class)
class SignalsTest {

  @TempDir private Path folder;
  private Command command;

  @BeforeEach
  void name() {
    command = Command.in(folder);
  }

  @AfterEach
  void end() {
    command.close();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void theDashEndsAtOnce(String signal, int code, TestRedis redis) throws Exception {
    try (Served served = Served.on(redis)) {
      Process dash = command.start("dash", "--server=http://127.0.0.1:" + served.server().port());
      command.awaitSaid("PUSH");

      Command.signal(dash, signal);

      assertThat(Command.exitOf(dash)).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aCommandNeedNotWaitForItsAnswer(String signal, int code) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process asking =
          command.start("queue", "ls", "--server=http://127.0.0.1:" + silent.getLocalPort());
      silent.accept();

      Command.signal(asking, signal);

      assertThat(Command.exitOf(asking)).isEqualTo(code);
    }
  }
}

package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a first user may meet on a machine that is not as one hopes. */
class FirstRunTest {

  private static final Path NOBODY_WRITES = Path.of("/proc"); // not even root

  @TempDir private Path folder;
  private Command command;
  private String[] run;

  @BeforeEach
  void name() throws IOException {
    command = Command.in(folder);
    Files.write(command.file("in"), List.of("one", "two"));
    run =
        new String[] {
          "run", "--source=lines:" + command.file("in"), "--handler=lines:" + command.file("out"),
        };
  }

  @AfterEach
  void end() {
    command.close();
  }

  @Test
  void aPortThatIsTakenIsSaidAndTheNextOneServed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      command.start("serve", "--port=" + port);

      command.awaitSaid("(port " + port + " is taken)");
      assertThat(command.said()).containsPattern("page {3}http://127\\.0\\.0\\.1:\\d+");
    }
  }

  @Test
  void aSecondOneOnTheSameDataSharesItsRedis() throws Exception {
    Process first = command.start("serve", "--port=0");
    command.awaitSaid("Ctrl-C stops and saves");

    command.start("serve", "--port=0");

    command.awaitSaid("of process " + first.pid());
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  void dataThatCannotBeWrittenIsNamedWithTheRemedy() {
    Needs.file(NOBODY_WRITES);

    Typed refused = Typed.of("serve", "--port=0", "--data=" + NOBODY_WRITES.resolve("home/data"));

    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err()).contains("/proc/home/data cannot be used", "--data");
  }

  @Test
  void theDirectoryThatItIsStartedInNeedNotBeWritable() throws Exception {
    Needs.file(NOBODY_WRITES);

    Process process = command.startIn(NOBODY_WRITES, List.of(), run);

    assertThat(Command.exitOf(process)).as(command.said()).isZero();
    assertThat(Files.readAllLines(command.file("out"))).containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void noNetworkIsNeeded() throws Exception {
    List<String> cut =
        List.of("unshare", "-n", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");
    Needs.program("unshare", "-n", "ip", "link", "set", "lo", "up"); // and root

    Process process = command.startIn(folder, cut, run);

    assertThat(Command.exitOf(process)).as(command.said()).isZero();
    assertThat(Files.readAllLines(command.file("out"))).containsExactlyInAnyOrder("one", "two");
  }
}

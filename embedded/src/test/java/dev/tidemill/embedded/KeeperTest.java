package dev.tidemill.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell that outlives us and stops the server that we leave behind. */
class KeeperTest {

  private static final String SERVER =
      """
      #!/bin/sh
      env --default-signal=TERM sleep 600 > /dev/null 2>&1 &
      echo $! > redis.pid
      """;

  @TempDir private Path folder;

  @Test
  void aKeeperThatIsLateStopsItsOwnServerAndNotTheNextOne() throws Exception {
    Path pidFile = folder.resolve("redis.pid");
    Path program = Files.writeString(folder.resolve("server"), SERVER);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Process keeper =
        new ProcessBuilder(
                "/bin/sh", "-c", RedisServer.KEEPER, "keeper", "./server", "", "redis.pid")
            .directory(folder.toFile())
            .start();
    Awaitility.await().until(() -> Survivor.pidIn(folder) > 0);
    long own = Survivor.pidIn(folder);
    // Between two looks at the file it has a child that sleeps for a moment.
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .until(() -> keeper.children().findAny().isEmpty());
    Process next = new ProcessBuilder("sleep", "600").start();

    Files.writeString(pidFile, next.pid() + "\n");
    keeper.getOutputStream().close();
    keeper.waitFor();

    assertThat(Survivor.awaitDeath(own, Duration.ofSeconds(10))).isTrue();
    assertThat(next.isAlive()).isTrue();
    next.destroyForcibly();
  }
}

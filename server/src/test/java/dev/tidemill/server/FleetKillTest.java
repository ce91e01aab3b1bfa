package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three processes work one file off; the long version is {@code campaign/kill-fleet}. */
class FleetKillTest {

  private static final int KILLS = 20;
  private static final int REDIS_KILLED_EVERY = 7;
  private static final int REDIS_WAS_AWAY = 5;
  private static final int LINES = 24_000;
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  @TempDir private Path folder;
  private final Map<String, Process> running = new TreeMap<>();

  @Test
  void nodesKilledTwentyTimesAndRedisTwiceLoseNoLineAndCountEachOnce() throws Exception {
    try (TestRedis redis = TestRedis.start(Persistence.ALWAYS)) {
      killAndJudge(redis);
    }
  }

  private void killAndJudge(TestRedis redis) throws Exception {
    List<String> lines = IntStream.range(0, LINES).mapToObj(n -> "line " + n).toList();
    Files.write(folder.resolve("in.txt"), lines);
    Random random = new Random(20);
    try (Command command = Command.in(folder)) {
      for (String node : NODES) {
        start(command, node, redis);
      }
      for (int kill = 0; kill < KILLS; kill++) {
        long before = written();
        int more = 500 + random.nextInt(8000);
        Awaitility.await().atMost(Command.LIMIT).until(() -> written() > before + more);
        if (kill % REDIS_KILLED_EVERY == REDIS_KILLED_EVERY - 1) {
          redis.kill9();
          redis.restart();
        }
        String node = NODES.get(random.nextInt(NODES.size()));
        Process killed = Objects.requireNonNull(running.get(node));
        assertThat(killed.isAlive() || killed.exitValue() == REDIS_WAS_AWAY)
            .as("the run went on after %d kills", kill)
            .isTrue();
        killed.destroyForcibly().waitFor();
        start(command, node, redis);
      }
      for (Process node : running.values()) {
        assertThat(Command.exitOf(node)).isIn(0, REDIS_WAS_AWAY);
      }
    }

    Set<String> out = new HashSet<>();
    for (String node : NODES) {
      out.addAll(Files.readAllLines(outputOf(node)));
    }
    assertThat(out).isEqualTo(new HashSet<>(lines));
    assertThat(redis.call("HGET", "bull:messages:tidemill:ledger", "count"))
        .isEqualTo(Integer.toString(LINES));
    assertThat(redis.call("ZCARD", "bull:messages:failed")).isEqualTo(0L);
  }

  private void start(Command command, String node, TestRedis redis) throws IOException {
    running.put(
        node,
        command.start(
            "run",
            "--node=" + node,
            "--source=lines:" + folder.resolve("in.txt"),
            "--handler=lines:" + outputOf(node),
            "--push-interval=3ms",
            "--work=0..5ms",
            "--redis-url=" + redis.uri()));
  }

  private Path outputOf(String node) {
    return folder.resolve(node + ".txt");
  }

  private long written() {
    return NODES.stream().mapToLong(node -> size(outputOf(node))).sum();
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

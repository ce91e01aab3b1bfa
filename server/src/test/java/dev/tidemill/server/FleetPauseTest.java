package dev.tidemill.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped for longer than the others wait, and goes on then. */
@ExtendWith(RedisExtension.class)
class FleetPauseTest {

  private static final String LEDGER = "bull:messages:tidemill:ledger";
  private static final String NODES = "bull:messages:tidemill:nodes";
  private static final int LINES = 12_000;

  @TempDir private Path folder;

  @Test
  void whatAPausedNodeStillPushesIsRefusedAndCountedOnceWhenItEntersAnew(TestRedis redis)
      throws Exception {
    try (Command command = Command.in(folder)) {
      Process first = generating(command, "n1", redis);
      Process second = generating(command, "n2", redis);
      await(() -> count(redis) > 200 && bothAreHeard(redis));
      await(() -> "1".equals(redis.call("HGET", LEDGER, "epoch:n1"))); // it is heard before
      Command.signal(first, "STOP");
      await(() -> redis.call("ZSCORE", NODES, "n1") == null);
      assertThat(redis.call("HGET", LEDGER, "epoch:n1")).isEqualTo("2");
      long counted = count(redis);
      await(() -> count(redis) > counted + 200);

      Command.signal(first, "CONT");

      await(() -> "3".equals(redis.call("HGET", LEDGER, "epoch:n1")));
      await(() -> bothAreHeard(redis));
      for (Process node : List.of(first, second)) {
        Command.signal(node, "INT");
        Command.exitOf(node);
      }
      long kept = size(redis, "LLEN", "wait") + size(redis, "LLEN", "active");
      assertThat(number(redis, "done") + kept).isEqualTo(count(redis));
      assertThat(number(redis, "failed")).isZero();
    }
  }

  @Test
  void aPausedReaderIsSucceededAndNoLineIsLostOrCountedTwice(TestRedis redis) throws Exception {
    List<String> lines = IntStream.range(0, LINES).mapToObj(n -> "line " + n).toList();
    Files.write(folder.resolve("in.txt"), lines);
    try (Command command = Command.in(folder)) {
      Process first = reading(command, "n1", redis);
      await(() -> count(redis) > 100);
      Process second = reading(command, "n2", redis);
      await(() -> count(redis) > 1000 && bothAreHeard(redis));
      Command.signal(first, "STOP");
      await(() -> redis.call("ZSCORE", NODES, "n1") == null);
      long counted = count(redis);
      await(() -> count(redis) > counted + 500);
      assertThat(count(redis)).as("the file was at its end too soon").isLessThan(LINES);

      Command.signal(first, "CONT");

      assertThat(Command.exitOf(second)).isZero();
      assertThat(Command.exitOf(first)).isZero();
    }
    Set<String> out = new HashSet<>(Files.readAllLines(folder.resolve("n1.txt")));
    out.addAll(Files.readAllLines(folder.resolve("n2.txt")));
    assertThat(out).isEqualTo(new HashSet<>(lines));
    assertThat(count(redis)).isEqualTo(LINES);
    assertThat(number(redis, "done")).isEqualTo(LINES);
    assertThat(number(redis, "failed")).isZero();
  }

  private static Process generating(Command command, String node, TestRedis redis)
      throws Exception {
    return command.start(
        "run",
        "--node=" + node,
        "--source=generate",
        "--handler=complete",
        "--push-interval=10ms",
        "--redis-url=" + redis.uri());
  }

  private Process reading(Command command, String node, TestRedis redis) throws Exception {
    return command.start(
        "run",
        "--node=" + node,
        "--source=lines:" + folder.resolve("in.txt"),
        "--handler=lines:" + folder.resolve(node + ".txt"),
        "--push-interval=5ms",
        "--redis-url=" + redis.uri());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Command.LIMIT).until(condition);
  }

  private static boolean bothAreHeard(TestRedis redis) {
    return Long.valueOf(2).equals(redis.call("ZCARD", NODES));
  }

  private static long count(TestRedis redis) {
    return number(redis, "count");
  }

  private static long number(TestRedis redis, String field) {
    return redis.call("HGET", LEDGER, field) instanceof String text ? Long.parseLong(text) : 0;
  }

  private static long size(TestRedis redis, String command, String key) {
    return redis.call(command, "bull:messages:" + key) instanceof Long size ? size : 0;
  }
}

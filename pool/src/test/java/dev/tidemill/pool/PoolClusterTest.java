package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestCluster;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes run one pool on a Redis Cluster; one of them dies. */
@Timeout(180)
class PoolClusterTest {

  private static final Duration LONG = Duration.ofSeconds(90);
  private static final int LINES = 8000;

  @TempDir private Path folder;

  @Test
  void aPoolIsExactOnAClusterAndAllItsKeysLieInTheSlotOfItsQueue() throws Exception {
    List<String> lines = IntStream.range(0, LINES).mapToObj(Integer::toString).toList();
    Files.write(folder.resolve("in"), lines);
    try (TestCluster cluster = TestCluster.start()) {
      Pool a = Pool.open(node(cluster, "a"));
      try (Pool b = Pool.open(node(cluster, "b"))) {
        a.start();
        b.start();
        await().atMost(LONG).until(() -> b.view().totalMessageCount() > 500);

        a.abandon();

        assertThat(b.awaitFinished(LONG)).isTrue();
        assertThat(b.view().totalMessageCount()).isEqualTo(LINES);
        assertThat(b.view().failed()).isZero();
        assertThat(b.view().alerts()).isEmpty();
      }
      assertThat(written()).isEqualTo(new HashSet<>(lines));
      TestRedis holder = cluster.holderOf("{mill}:messages:meta");
      for (TestRedis node : cluster.nodes()) {
        List<String> keys = keys(node);
        if (node == holder) {
          assertThat(keys)
              .contains("{mill}:messages:tidemill:state", "systemState:{mill}:messages")
              .allMatch(key -> slot(node, key).equals(slot(node, "{mill}")));
        } else {
          assertThat(keys).isEmpty();
        }
      }
    }
  }

  private static List<String> keys(TestRedis node) {
    return node.call("KEYS", "*") instanceof List<?> keys
        ? keys.stream().map(String::valueOf).toList()
        : List.of();
  }

  private static String slot(TestRedis node, String key) {
    return String.valueOf(node.call("CLUSTER", "KEYSLOT", key));
  }

  private Set<String> written() throws IOException {
    List<String> all = new ArrayList<>();
    for (String node : List.of("a", "b")) {
      Path out = folder.resolve(node);
      all.addAll(Files.exists(out) ? Files.readAllLines(out) : List.of());
    }
    return new HashSet<>(all);
  }

  private PoolOptions node(TestCluster cluster, String name) {
    return PoolOptions.builder(
            new QueueOptions(RedisUri.parse(cluster.uri()), "{mill}", "messages"))
        .node(name)
        .source(Sources.lines(folder.resolve("in"), OnBadLine.FAIL))
        .handler(Handlers.lines(folder.resolve(name), false))
        .pushInterval(Duration.ofMillis(2))
        .build();
  }
}

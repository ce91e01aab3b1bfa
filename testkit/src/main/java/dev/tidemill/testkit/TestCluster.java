package dev.tidemill.testkit;

import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.EmbeddedRedisException;
import dev.tidemill.embedded.Persistence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of the test's own: three masters that share the slots, no replicas.
 *
 * <p><b>Threading:</b> safe for any, but its life is one thread's business.
 */
public final class TestCluster implements AutoCloseable {

  private static final int NODES = 3;
  private static final int SLOTS = 16384;
  private static final int TRIES = 3;

  private final List<TestRedis> nodes = new ArrayList<>();

  private TestCluster() {}

  /** Starts one and returns when it takes commands. */
  public static TestCluster start() {
    TestCluster cluster = new TestCluster();
    for (int n = 0; n < NODES; n++) {
      TestRedis node = startNode();
      node.call("CLUSTER", addSlots(n * SLOTS / NODES, (n + 1) * SLOTS / NODES));
      cluster.nodes.add(node);
    }
    TestRedis first = cluster.nodes.getFirst();
    cluster.nodes.forEach(
        node -> first.call("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port())));
    await().atMost(Duration.ofSeconds(30)).until(cluster::isWhole);
    return cluster;
  }

  /**
   * A node also listens on its port plus 10000, which may be that of a connection somewhere: then
   * it does not start, and another port is tried.
   */
  private static TestRedis startNode() {
    EmbeddedRedisException failure = null;
    for (int n = 0; n < TRIES; n++) {
      try {
        return TestRedis.start(
            Persistence.NONE, d -> List.of("cluster-enabled yes", "cluster-node-timeout 5000"));
      } catch (EmbeddedRedisException e) {
        failure = e;
      }
    }
    throw Objects.requireNonNull(failure);
  }

  private static String[] addSlots(int from, int to) {
    List<String> words = new ArrayList<>(List.of("ADDSLOTS"));
    for (int slot = from; slot < to; slot++) {
      words.add(Integer.toString(slot));
    }
    return words.toArray(String[]::new);
  }

  private boolean isWhole() {
    return nodes.stream()
        .map(node -> String.valueOf(node.call("CLUSTER", "INFO")))
        .allMatch(told -> told.contains("cluster_state:ok") && told.contains("known_nodes:3"));
  }

  /** Each of its nodes. */
  public List<TestRedis> nodes() {
    return List.copyOf(nodes);
  }

  /** As {@code redis-cluster://} with all its nodes. */
  public String uri() {
    return nodes.stream()
        .map(node -> node.host() + ":" + node.port())
        .collect(Collectors.joining(",", "redis-cluster://", ""));
  }

  /** The node that holds a key. */
  public TestRedis holderOf(String key) {
    return nodes.stream()
        .filter(node -> !String.valueOf(holds(node, key)).startsWith("MOVED"))
        .findFirst()
        .orElseThrow();
  }

  private static Object holds(TestRedis node, String key) {
    try {
      return String.valueOf(node.call("TYPE", key));
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    nodes.forEach(TestRedis::close);
  }
}

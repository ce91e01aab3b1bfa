package dev.tidemill.testkit;

import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.Persistence;
import java.time.Duration;
import java.util.List;

/**
 * A master, its replica and the sentinel that watches them, of the test's own.
 *
 * <p><b>Threading:</b> safe for any, but its life is one thread's business.
 */
public final class TestSentinel implements AutoCloseable {

  /** Under which the sentinel knows the master. */
  public static final String MASTER = "mill";

  private final TestRedis master;
  private final TestRedis replica;
  private final TestRedis sentinel;

  private TestSentinel(TestRedis master, TestRedis replica, TestRedis sentinel) {
    this.master = master;
    this.replica = replica;
    this.sentinel = sentinel;
  }

  /** Starts the three and returns when the sentinel knows both servers. */
  public static TestSentinel start() {
    TestRedis master = TestRedis.start();
    TestRedis replica =
        TestRedis.start(
            Persistence.NONE, directory -> List.of("replicaof 127.0.0.1 " + master.port()));
    // A sentinel asks for replicas every ten seconds: this one is to be there at the first time.
    await().atMost(Duration.ofSeconds(30)).until(() -> isUp(replica));
    TestRedis sentinel =
        TestRedis.startSentinel(
            List.of(
                "sentinel monitor " + MASTER + " 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds " + MASTER + " 1000",
                "sentinel failover-timeout " + MASTER + " 5000"));
    TestSentinel all = new TestSentinel(master, replica, sentinel);
    await().atMost(Duration.ofSeconds(30)).until(all::isWhole);
    return all;
  }

  private boolean isWhole() {
    return isUp(replica) && String.valueOf(sentinel.call("INFO", "sentinel")).contains("slaves=1");
  }

  private static boolean isUp(TestRedis replica) {
    return String.valueOf(replica.call("INFO", "replication")).contains("master_link_status:up");
  }

  /** As {@code redis-sentinel://} with the sentinel. */
  public String uri() {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#" + MASTER;
  }

  /** The server that is the master at the start. */
  public TestRedis firstMaster() {
    return master;
  }

  /** The server that is its replica at the start. */
  public TestRedis firstReplica() {
    return replica;
  }

  /**
   * Has the two change places, and returns when both know: until then the old master takes writes
   * that nobody will see again. The sentinel would tell it too, but only after eight seconds.
   */
  public void failOver() {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> sentinel.call("SENTINEL", "FAILOVER", MASTER) != null);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                String.valueOf(sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER))
                    .contains(Integer.toString(replica.port())));
    master.call("REPLICAOF", replica.host(), Integer.toString(replica.port()));
    await().atMost(Duration.ofSeconds(30)).until(() -> isUp(master));
  }

  @Override
  public void close() {
    sentinel.close();
    replica.close();
    master.close();
  }
}

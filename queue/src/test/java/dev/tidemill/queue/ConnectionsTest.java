package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.embedded.Persistence;
import dev.tidemill.event.JobEnding;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestCertificates;
import dev.tidemill.testkit.TestCluster;
import dev.tidemill.testkit.TestRedis;
import dev.tidemill.testkit.TestSentinel;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue does its work on every kind of connection. */
@Timeout(120)
class ConnectionsTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static void works(QueueOptions options) {
    try (Queue queue = Queue.open(options);
        QueueEvents events = QueueEvents.of(options).start();
        Worker worker =
            Worker.of(
                    WorkerOptions.builder(options).concurrency(4).build(),
                    context -> context.job().data())
                .start()) {
      queue.addAll(Collections.nCopies(300, NewJob.of("n", "{}")));
      String last = queue.add("last", "{\"text\":\"\u20ac\"}");

      assertThat(events.awaitFinished(last, LONG))
          .isEqualTo(new JobEnding.Completed("{\"text\":\"\u20ac\"}"));
      await().atMost(LONG).until(() -> queue.counts().completed() == 301);
    }
  }

  private static QueueOptions at(String uri, String prefix) {
    return new QueueOptions(RedisUri.parse(uri), prefix, "q");
  }

  @Test
  void asAnAclUserWithNoMoreLeaveThanTheGuideSays() {
    try (TestRedis redis = TestRedis.start()) {
      redis.call("ACL", "SETUSER", "mill", "on", ">s3:cr@t", "~bull:*", "+@all", "-@dangerous");
      redis.call("ACL", "SETUSER", "mill", "+info", "+client|list", "+client|setname");
      String address = redis.host() + ":" + redis.port();

      works(at("redis://mill:s3%3Acr%40t@" + address + "/0", "bull"));

      try (Queue wrong = Queue.open(at("redis://mill:guess@" + address, "bull"));
          Queue outside = Queue.open(at("redis://mill:s3%3Acr%40t@" + address, "other"))) {
        assertThatThrownBy(() -> wrong.add("n", "{}"))
            .isInstanceOf(RedisException.class)
            .hasMessageContaining("redis://mill:***@" + address + "/0")
            .hasMessageContaining("WRONGPASS");
        assertThatThrownBy(() -> outside.add("n", "{}"))
            .isInstanceOf(CommandRejected.class)
            .hasMessageContaining("NOPERM");
      }
    }
  }

  @Test
  void overAUnixSocket() {
    try (TestRedis redis =
        TestRedis.start(Persistence.NONE, d -> List.of("unixsocket " + d.resolve("r.sock")))) {
      works(at("unix://" + redis.directory().resolve("r.sock") + "?db=2", "bull"));

      assertThat(redis.call("DBSIZE")).isEqualTo(0L);
    }
  }

  @Test
  void encryptedToAServerWhoseCertificateIsTrusted() {
    try (TestRedis redis = TestRedis.start(Persistence.NONE, TestCertificates::configuration)) {
      String address = "127.0.0.1:" + TestCertificates.port(redis);
      String trusted = "?ca=" + TestCertificates.authority(redis);

      works(at("rediss://" + address + "/0" + trusted, "bull"));

      try (Queue unknown = Queue.open(at("rediss://" + address, "bull"));
          Queue named =
              Queue.open(
                  at("rediss://localhost:" + TestCertificates.port(redis) + trusted, "bull"))) {
        assertThatThrownBy(() -> unknown.add("n", "{}"))
            .isInstanceOf(RedisException.class)
            .hasMessageContaining("unable to find valid certification path");
        assertThatThrownBy(() -> named.add("n", "{}"))
            .isInstanceOf(RedisException.class)
            .hasMessageContaining("localhost");
      }
    }
  }

  @Test
  void inAClusterUnderAHashTagOnly() {
    try (TestCluster cluster = TestCluster.start()) {
      works(at(cluster.uri(), "{mill}"));
      works(at(cluster.uri(), "{other}"));
      works(at(cluster.uri(), "{third}"));
      aFlowStaysInOneSlot(cluster.uri());

      assertThat(cluster.holderOf("{mill}:q:meta").call("EXISTS", "{mill}:q:meta")).isEqualTo(1L);
      assertThatThrownBy(() -> at(cluster.uri(), "bull"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("--prefix='{bull}'");
      TestRedis holder = cluster.holderOf("bull:q:meta");
      String plain =
          cluster.nodes().stream().filter(n -> n != holder).findFirst().orElseThrow().uri();
      try (Queue scattered = Queue.open(at(plain, "bull"))) {
        assertThatThrownBy(() -> scattered.add("n", "{}"))
            .isInstanceOf(CommandRejected.class)
            .hasMessageContaining("redis-cluster://")
            .hasMessageContaining("--prefix='{bull}'");
      }
    }
  }

  private static void aFlowStaysInOneSlot(String uri) {
    try (FlowProducer flows = FlowProducer.open(RedisUri.parse(uri), "{mill}")) {
      FlowJob near = FlowJob.of("other", "child", "1");
      assertThat(flows.add(FlowJob.of("q2", "parent", "1").waitingFor(near)).id()).isNotEmpty();

      FlowJob far = FlowJob.of("q", "child", "1").under("{other}");
      assertThatThrownBy(() -> flows.add(FlowJob.of("q2", "parent", "1").waitingFor(far)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("different slots of the cluster");
    }
  }

  private static long completed(TestRedis redis) {
    return redis.call("ZCARD", "bull:q:completed") instanceof Long count ? count : -1;
  }

  @Test
  void goesOnWithTheNewMasterWhenSentinelsChangeIt() {
    try (TestSentinel all = TestSentinel.start()) {
      QueueOptions options = at(all.uri(), "bull");
      works(options);
      try (Queue queue = Queue.open(options);
          Worker worker =
              Worker.of(WorkerOptions.builder(options).build(), context -> "null").start()) {
        queue.add("before", "{}");
        await().atMost(LONG).until(() -> queue.counts().completed() == 302);
        await().atMost(LONG).until(() -> completed(all.firstReplica()) == 302);

        all.failOver();

        await().atMost(LONG).ignoreExceptions().until(() -> !queue.add("after", "{}").isEmpty());
        await().atMost(LONG).until(() -> completed(all.firstReplica()) > 302);
      }
    }
  }
}

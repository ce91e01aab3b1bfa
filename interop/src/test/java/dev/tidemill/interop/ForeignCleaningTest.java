package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.LedgerSession;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What BullMQ under Node.js removes when it cleans a queue, and what it must leave alone. */
@ExtendWith(NodeExtension.class)
final class ForeignCleaningTest {

  @Test
  void removingOrphansAndObliteratingSpareOurOwnKeys(TestRedis redis, NodePeer node) {
    QueueOptions options = new QueueOptions(RedisUri.parse(redis.uri()), "cleaning", "jobs");
    try (Queue queue = Queue.open(options);
        LedgerSession session = queue.ledger().enter("node")) {
      session.add(List.of(NewJob.of("n", "1"), NewJob.of("n", "2")));
      redis.call("SET", "cleaning:jobs:tidemill:state", "{}");
      redis.call("XADD", "cleaning:jobs:tidemill:history", "*", "kind", "sample");
      redis.call("HSET", "cleaning:jobs:orphan", "name", "in no state");
      var own = KeyDump.of(redis.uri(), "cleaning:jobs:tidemill:");
      assertThat(own).hasSize(3);

      clean(node, "removeOrphanedJobs", List.of());

      assertThat(redis.call("EXISTS", "cleaning:jobs:orphan")).isEqualTo(0L);
      assertThat(queue.counts().waiting()).isEqualTo(2);
      assertThat(KeyDump.of(redis.uri(), "cleaning:jobs:tidemill:")).isEqualTo(own);

      clean(node, "obliterate", List.of(Map.of("force", true)));

      assertThat(queue.counts().waiting()).isZero();
      assertThat(KeyDump.of(redis.uri(), "cleaning:jobs:tidemill:")).isEqualTo(own);
    }
  }

  private static void clean(NodePeer node, String method, List<?> arguments) {
    node.call(
        "queue",
        Map.of("prefix", "cleaning", "queue", "jobs", "method", method, "args", arguments));
  }
}

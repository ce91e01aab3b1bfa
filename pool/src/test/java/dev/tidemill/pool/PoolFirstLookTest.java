package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A pool that nobody has asked before knows what is stored, whoever else asks at that moment. */
@ExtendWith(RedisExtension.class)
class PoolFirstLookTest {

  private static final int VIEWERS = 16;

  @Test
  void allWhoAskAtOnceAreToldThePlanThatIsStored(TestRedis redis) throws Exception {
    redis.call(
        "SET",
        "systemState",
        "{\"pusherCount\":6,\"pullerCount\":5,\"messageCount\":10,\"totalMessageCount\":631,"
            + "\"roleSwitchCount\":63,\"currentRole\":\"Puller\"}");
    QueueOptions queue = new QueueOptions(RedisUri.parse(redis.uri()), "bull", "messages");
    CyclicBarrier together = new CyclicBarrier(VIEWERS);
    List<PoolView> seen = new ArrayList<>();
    try (Pool pool = Pool.open(PoolOptions.builder(queue).build());
        ExecutorService viewers = Executors.newFixedThreadPool(VIEWERS)) {
      Callable<PoolView> viewer =
          () -> {
            together.await();
            return pool.view();
          };
      for (Future<PoolView> view : viewers.invokeAll(Collections.nCopies(VIEWERS, viewer))) {
        seen.add(view.get());
      }
    }
    assertThat(seen)
        .allMatch(PoolView::redisOk)
        .extracting(PoolView::totalMessageCount)
        .containsOnly(631L);
  }
}

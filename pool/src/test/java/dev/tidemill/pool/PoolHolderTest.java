package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A name is one process: a second that starts as the same node is refused while the first lives.
 */
@ExtendWith(RedisExtension.class)
class PoolHolderTest {

  private static final String KEY = "bull:messages:tidemill:holder:here";

  @Test
  void aPoolThatAnotherProcessRunsIsNotStarted(TestRedis redis) {
    redis.call("SET", KEY, "process 1 of here", "PX", "60000");

    try (Pool pool = pool(redis)) {
      assertThatThrownBy(pool::start)
          .isInstanceOf(PoolBusy.class)
          .hasMessageContaining("Node here of pool bull:messages is process 1 of here")
          .hasMessageContaining("--node");
      assertThat(pool.isRunning()).isFalse();

      redis.call("DEL", KEY);
      assertThat(pool.start()).isTrue();
    }
  }

  @Test
  void aProcessOfThisMachineThatHasDiedIsSucceededAtOnce(TestRedis redis) throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    redis.call("SET", KEY, "process " + dead.pid() + " of here", "PX", "60000");

    try (Pool pool = pool(redis)) {
      assertThat(pool.start()).isTrue();
    }
  }

  /** In containers every program may be process 1. */
  @Test
  void aProcessOfOurOwnNumberIsWaitedForUntilItIsSilent(TestRedis redis) {
    String twin = "process " + ProcessHandle.current().pid() + " of here #other";
    redis.call("SET", KEY, twin, "PX", "1000");

    try (Pool pool = pool(redis)) {
      assertThat(pool.start()).isTrue();
      assertThat(redis.call("GET", KEY)).isNotEqualTo(twin);
    }
  }

  @Test
  void aProcessOfOurOwnNumberThatLivesElsewhereIsNotJoinedUnderItsName(TestRedis redis) {
    String twin = "process " + ProcessHandle.current().pid() + " of here";
    redis.call("SET", KEY, twin, "PX", "60000");

    try (Pool pool = pool(redis)) {
      assertThatThrownBy(pool::start).isInstanceOf(PoolBusy.class).hasMessageContaining("--node");
      assertThat(redis.call("GET", KEY)).isEqualTo(twin);
    }
  }

  @Test
  void aSilentProcessOfAnotherMachineIsNotTakenForDeadTooSoon(TestRedis redis) throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    redis.call("SET", KEY, "process " + dead.pid() + " of elsewhere", "PX", "60000");

    try (Pool pool = pool(redis)) {
      assertThatThrownBy(pool::start).isInstanceOf(PoolBusy.class).hasMessageContaining("10 s");
    }
  }

  @Test
  void aPoolThatStopsLetsGo(TestRedis redis) {
    try (Pool pool = pool(redis)) {
      pool.start();
      assertThat(redis.call("EXISTS", KEY)).isEqualTo(1L);
    }

    assertThat(redis.call("EXISTS", KEY)).isEqualTo(0L);
  }

  private static Pool pool(TestRedis redis) {
    return Pool.open(
        PoolOptions.builder(QueueOptions.of(redis.uri(), "messages"))
            .node("here")
            .source(Sources.generate())
            .handler(Handlers.complete(Duration.ZERO))
            .pushInterval(Duration.ofMillis(20))
            .build());
  }
}

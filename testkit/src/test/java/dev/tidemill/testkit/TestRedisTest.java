package dev.tidemill.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.embedded.Persistence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.exceptions.JedisConnectionException;

@ExtendWith(RedisExtension.class)
final class TestRedisTest {

  /** {@code .ci/run} reads what this prints. */
  @Test
  void tellsWhichRedisItIs(TestRedis redis) {
    String info = String.valueOf(redis.call("INFO", "server"));
    String kind =
        info.contains("server_name:valkey") ? "Valkey " : ""; // it says a version of Redis
    System.out.printf("Tests run on Redis %s, %s%s%n", redis.version(), kind, redis.origin());

    assertThat(redis.origin()).isIn("on PATH", "bundled");
  }

  @Test
  void isEmptyAtTheBeginning(TestRedis redis) {
    assertThat(redis.call("DBSIZE")).isEqualTo(0L);
    redis.call("SET", "left", "over");
  }

  @Test
  void isEmptyAtTheBeginningOfTheNextTestToo(TestRedis redis) {
    assertThat(redis.call("DBSIZE")).isEqualTo(0L);
    redis.call("SET", "left", "over");
  }

  @Test
  void answersListsAndNothing(TestRedis redis) {
    redis.call("RPUSH", "list", "a", "b");

    assertThat(redis.call("LRANGE", "list", "0", "-1")).isEqualTo(List.of("a", "b"));
    assertThat(redis.call("GET", "nothing")).isNull();
  }

  @Test
  void staysDeadUntilItIsStartedAgainWithWhatItKept() {
    try (TestRedis redis = TestRedis.start(Persistence.ALWAYS)) {
      redis.call("SET", "kept", "yes");

      redis.kill9();
      assertThatThrownBy(() -> redis.call("PING")).isInstanceOf(JedisConnectionException.class);
      redis.restart();

      assertThat(redis.call("GET", "kept")).isEqualTo("yes");
    }
  }

  @Test
  void leavesNothingBehind() {
    TestRedis redis = TestRedis.start();

    redis.close();

    assertThat(redis.directory()).doesNotExist();
  }
}

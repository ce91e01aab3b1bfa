package dev.tidemill.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.testkit.KeyDump.Scored;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
final class KeyDumpTest {

  @Test
  void tellsEveryKeyUnderThePrefixAndNoOther(TestRedis redis) {
    redis.call("SET", "p:text", "x");
    redis.call("RPUSH", "p:list", "b", "a");
    redis.call("SADD", "p:set", "b", "a");
    redis.call("HSET", "p:hash", "field", "value");
    redis.call("ZADD", "p:zset", "2", "b", "1", "a");
    redis.call("XADD", "p:stream", "*", "event", "added");
    redis.call("SET", "pp", "other");

    assertThat(KeyDump.of(redis.uri(), "p:"))
        .isEqualTo(
            Map.of(
                "p:text", "x",
                "p:list", List.of("b", "a"),
                "p:set", Set.of("a", "b"),
                "p:hash", Map.of("field", "value"),
                "p:zset", List.of(new Scored("a", 1), new Scored("b", 2)),
                "p:stream", List.of(Map.of("event", "added"))));
  }

  @Test
  void takesThePrefixLiterally(TestRedis redis) {
    redis.call("SET", "a*[b]:x", "1");
    redis.call("SET", "a-b:x", "2");

    assertThat(KeyDump.of(redis.uri(), "a*[b]:")).isEqualTo(Map.of("a*[b]:x", "1"));
  }

  @Test
  void masksTimesAndNothingElse(TestRedis redis) {
    redis.call("HSET", "p:1", "timestamp", "1790000000000", "delay", "5000", "atm", "1");
    redis.call("ZADD", "p:delayed", "7331840000000000", "1");
    redis.call("ZADD", "p:prioritized", "4294967297", "2");

    assertThat(KeyDump.withoutTimes(KeyDump.of(redis.uri(), "p:")))
        .isEqualTo(
            Map.of(
                "p:1", Map.of("timestamp", "<ms>", "delay", "5000", "atm", "1"),
                "p:delayed", List.of(new Scored("1", -1)),
                "p:prioritized", List.of(new Scored("2", 4294967297.0))));
  }
}

package dev.tidemill.server.api.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.server.api.Json;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ArrayNode;

/** What a page of the list of keys asks Redis. */
@ExtendWith(RedisExtension.class)
class KeySizesTest {

  private static final String ALL_TYPES =
      """
      [{"key":"text","type":"string","size":5},{"key":"list","type":"list","size":2},\
      {"key":"set","type":"set","size":3},{"key":"hash","type":"hash","size":1},\
      {"key":"sorted","type":"zset","size":1},{"key":"stream","type":"stream","size":1}]\
      """;

  private final TestRedis redis;

  KeySizesTest(TestRedis redis) {
    this.redis = redis;
  }

  @BeforeEach
  void fill() {
    redis.call("SET", "text", "hello");
    redis.call("RPUSH", "list", "1", "2");
    redis.call("SADD", "set", "1", "2", "3");
    redis.call("HSET", "hash", "field", "1");
    redis.call("ZADD", "sorted", "1", "1");
    redis.call("XADD", "stream", "*", "field", "1");
  }

  /** One that has gone meanwhile is among them. */
  private static String told(String uri) {
    List<String> keys = List.of("text", "list", "set", "gone", "hash", "sorted", "stream");
    return told(uri, keys).toString();
  }

  private static ArrayNode told(String uri, List<String> keys) {
    ArrayNode items = Json.array();
    try (SharedConnection connection = new SharedConnection(RedisUri.parse(uri), "")) {
      new KeySizes(connection).into(items, keys);
    }
    return items;
  }

  @Test
  void eachTypeHasItsSizeAndWhatIsGoneIsLeftOut() {
    assertThat(told(redis.uri())).isEqualTo(ALL_TYPES);
  }

  @Test
  void aUserWhoMayReadAndRunNoScriptIsToldTheSame() {
    redis.call("ACL", "SETUSER", "reader", "on", ">word", "~*", "+@read", "+@connection");

    assertThat(told("redis://reader:word@127.0.0.1:" + redis.port())).isEqualTo(ALL_TYPES);
  }

  @Test
  void fiveHundredKeysAreOneCall() {
    List<String> keys = IntStream.rangeClosed(1, 1000).mapToObj(n -> "job:" + n).toList();
    keys.forEach(key -> redis.call("HSET", key, "name", "mail"));
    told(redis.uri());
    long before = scripts();

    assertThat(told(redis.uri(), keys)).hasSize(1000);

    assertThat(scripts() - before).isEqualTo(2);
  }

  private long scripts() {
    String stats = String.valueOf(redis.call("INFO", "commandstats"));
    Matcher calls = Pattern.compile("cmdstat_evalsha:calls=(\\d+)").matcher(stats);
    return calls.find() ? Long.parseLong(calls.group(1)) : 0;
  }
}

package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.pool.PoolView.Notice;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Releases side by side: the plan is stored in one format and read in another. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolUpgradeTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String STATE = "bull:messages:tidemill:state";
  private static final String LEDGER = "bull:messages:tidemill:ledger";
  private static final Pattern VERSION = Pattern.compile("^\\{\"version\":(\\d+)");

  /** Stores a text over the one that it was made from, as a node of another release would. */
  private static final String STORE =
      """
      if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
      redis.call('SET', KEYS[1], ARGV[2])
      redis.call('HSET', KEYS[2], 'version', ARGV[3])
      return 1\
      """;

  @Test
  void aPlanThatAnOlderReleaseStoresMeanwhileIsFollowedByAllNodes(TestRedis redis) {
    try (Pool a = Pool.open(node(redis, "a").build());
        Pool b = Pool.open(node(redis, "b").build())) {
      a.start();
      b.start();
      await().atMost(LONG).until(() -> a.view().totalMessageCount() > 50);

      anotherReleaseStores(
          redis, text -> older(text).replace("\"maxPushers\":10", "\"maxPushers\":4"));

      Limits limits = new Limits(4, 10);
      await()
          .atMost(LONG)
          .until(() -> a.view().limits().equals(limits) && b.view().limits().equals(limits));
      await().atMost(LONG).until(() -> state(redis).contains("\"format\":2"));
      long counted = b.view().totalMessageCount();
      await().atMost(LONG).until(() -> b.view().totalMessageCount() > counted + 50);
      assertThat(a.view().alerts()).isEmpty();
    }
    isExact(redis);
  }

  @Test
  void anOlderPlanIsTheOneThatTwoNodesStartWith(TestRedis redis) {
    try (Pool a = Pool.open(node(redis, "a").build())) {
      a.start();
      await().atMost(LONG).until(() -> a.view().totalMessageCount() > 50);
    }
    String left = older(state(redis));
    redis.call("SET", STATE, left);
    try (Pool a = Pool.open(node(redis, "a").build());
        Pool b = Pool.open(node(redis, "b").build())) {
      a.start();
      b.start();

      assertThat(a.view().restored()).extracting(Notice::code).containsExactly("plan-older");
      assertThat(b.view().restored()).isEmpty();
      long counted = b.view().totalMessageCount();
      assertThat(counted).isGreaterThan(50);
      await().atMost(LONG).until(() -> b.progress().pushed() > 10);
    }
    isExact(redis);
  }

  @Test
  void aPlanThatANewerReleaseStoresMeanwhileStaysAndTheNodeWorksOnByItsOwn(TestRedis redis) {
    try (Pool a = Pool.open(node(redis, "a").build())) {
      a.start();
      await().until(() -> a.view().totalMessageCount() > 50);

      anotherReleaseStores(redis, text -> text.replace("\"format\":2", "\"format\":3"));
      String newer = state(redis);

      await().atMost(LONG).until(() -> !a.view().alerts().isEmpty());
      assertThat(a.view().alerts().getFirst().code()).isEqualTo("plan-newer");
      assertThat(a.view().alerts().getFirst().told()).contains("format 3", "up to 2");
      long counted = a.view().totalMessageCount();
      await().atMost(LONG).until(() -> a.view().totalMessageCount() > counted + 100);
      a.stop();
      assertThat(state(redis)).isEqualTo(newer);
    }
  }

  @Test
  void aStartOnANewerPlanIsRefusedWithBothFormatsAndARemedyAndWritesNothing(TestRedis redis) {
    redis.call("SET", STATE, "{\"version\":9,\"format\":99}");
    try (Pool pool = Pool.open(node(redis, "a").build())) {
      assertThatThrownBy(pool::start)
          .isInstanceOf(NewerState.class)
          .hasMessageContaining("in format 99; this one knows up to 2")
          .hasMessageContaining("Run that release here, or another --queue");

      assertThat(redis.call("KEYS", "*")).isEqualTo(List.of(STATE));
      assertThat(state(redis)).isEqualTo("{\"version\":9,\"format\":99}");
    }
  }

  private static void isExact(TestRedis redis) {
    try (Pool pulling = Pool.open(node(redis, "c").source(Sources.none()).build())) {
      pulling.start();
      await().atMost(LONG).until(() -> pulling.view().done() == pulling.view().totalMessageCount());
      assertThat(pulling.view().failed()).isZero();
    }
  }

  /** As the first release wrote it: without format, fewest workers, times, rest. */
  private static String older(String text) {
    return text.replace("\"format\":2,", "")
        .replaceAll("\"min(Push|Pull)ers\":\\d+,", "")
        .replaceAll("\"(pushInterval|targetWait)\":\"[^\"]*\",?", "")
        .replaceAll(",\"asked\":.*$", "}");
  }

  private static void anotherReleaseStores(TestRedis redis, UnaryOperator<String> change) {
    await()
        .atMost(LONG)
        .until(
            () -> {
              String text = state(redis);
              long next =
                  1
                      + VERSION
                          .matcher(text)
                          .results()
                          .map(it -> it.group(1))
                          .mapToLong(Long::parseLong)
                          .findFirst()
                          .orElseThrow();
              String changed =
                  VERSION.matcher(change.apply(text)).replaceFirst("{\"version\":" + next);
              Object stored =
                  redis.call("EVAL", STORE, "2", STATE, LEDGER, text, changed, Long.toString(next));
              return Long.valueOf(1).equals(stored);
            });
  }

  private static String state(TestRedis redis) {
    return String.valueOf(redis.call("GET", STATE));
  }

  private static PoolOptionsBuilder node(TestRedis redis, String name) {
    return PoolTest.options(redis)
        .node(name)
        .source(Sources.generate())
        .pushInterval(Duration.ofMillis(20));
  }
}

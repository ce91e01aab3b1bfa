package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.pool.store.PoolKeys;
import dev.tidemill.pool.store.Saved;
import dev.tidemill.pool.store.StateStore;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(RedisExtension.class)
class PoolChangeTest {

  private static final Limits OTHER = new Limits(4, 3);
  private static final RateLimit FIVE = new RateLimit(5, Duration.ofSeconds(1));
  private static final String STATE = "bull:messages:tidemill:state";

  @Test
  void aChangeWhileRunningIsStoredAtOnceAndSurvivesARestart(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).build())) {
      pool.start();

      pool.change(settings -> settings.withLimits(OTHER).withTurnOrder(TurnOrder.LIFO));

      assertThat(redis.call("GET", STATE))
          .asString()
          .contains("\"maxPushers\":4,\"maxPullers\":3", "\"turnOrder\":\"lifo\"");
      pool.abandon();
    }
    try (Pool again = Pool.open(slow(redis).node("another").build())) {
      redis.call("DEL", "bull:messages:tidemill:holder");
      again.start();

      assertThat(again.view().limits()).isEqualTo(OTHER);
    }
  }

  @Test
  void aStartThatAsksForSomethingElseThanTheOneBeforeGetsIt(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).build())) {
      pool.start();
      pool.change(settings -> settings.withLimits(OTHER).withSwitchEvery(7));
    }
    try (Pool again = Pool.open(slow(redis).settings(PoolTest.settings(8, 8)).build())) {
      again.start();

      assertThat(again.view().limits()).isEqualTo(new Limits(8, 8));
      assertThat(again.view().switchEvery()).isEqualTo(7);
    }
  }

  @Test
  void aChangeOfAPoolThatDoesNotRunIsTakenAtItsStart(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).build())) {
      pool.change(settings -> settings.withLimits(OTHER));
      pool.change(settings -> settings.withSwitchEvery(3));
      assertThat(pool.view().limits()).isEqualTo(OTHER);
      assertThat(redis.call("GET", STATE)).isNull();

      pool.start();

      assertThat(pool.view().limits()).isEqualTo(OTHER);
      assertThat(redis.call("GET", STATE)).asString().contains("\"switchEvery\":3");
    }
  }

  @Test
  void aShorterIntervalHoldsAtOnce(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).pushInterval(Duration.ofHours(1)).build())) {
      pool.start();

      pool.change(settings -> settings.withPushInterval(Duration.ofMillis(1)));

      Awaitility.await().until(() -> pool.view().totalMessageCount() > 20);
    }
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        change("maxPushers", 7, now -> now.withLimits(new Limits(7, 10))),
        change("maxPullers", 6, now -> now.withLimits(new Limits(10, 6))),
        change("minPushers", 2, now -> now.withLimits(new Limits(10, 10, 2, 1))),
        change("minPullers", 3, now -> now.withLimits(new Limits(10, 10, 1, 3))),
        change("policy", "\"balance\"", now -> now.withPolicy(PolicyKind.BALANCE)),
        change("pushIntervalMs", 75, now -> now.withPushInterval(Duration.ofMillis(75))),
        change("switchEvery", 4, now -> now.withSwitchEvery(4)),
        change("targetWaitMs", 900, now -> now.withTargetWait(Duration.ofMillis(900))),
        change("limiter", "{\"max\":5,\"perMs\":1000}", now -> now.withLimiter(FIVE)),
        change("maxBacklog", 20, now -> now.withMaxBacklog(20)),
        change("turnOrder", "\"lifo\"", now -> now.withTurnOrder(TurnOrder.LIFO)));
  }

  private static Arguments change(String field, Object value, UnaryOperator<PoolSettings> change) {
    return Arguments.of("\"" + field + "\":" + value, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void eachChangeIsTakenByAllNodesAndWrittenDown(
      String told, UnaryOperator<PoolSettings> change, TestRedis redis) {
    try (Pool a = Pool.open(slow(redis).node("a").build());
        Pool b = Pool.open(slow(redis).node("b").build())) {
      a.start();
      b.start();

      b.change(change);

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(a.history().read("0-0", 1000))
                      .filteredOn(entry -> entry.kind() == Kind.LIMITS)
                      .singleElement()
                      .satisfies(entry -> assertThat(entry.json()).contains(told)));
      assertThat(a.view().limits()).isEqualTo(b.view().limits());
      assertThat(a.view().switchEvery()).isEqualTo(b.view().switchEvery());
      assertThat(a.view().policy()).isEqualTo(b.view().policy());
    }
  }

  @Test
  void anotherLimiterHoldsAtOnceAndOverARestart(TestRedis redis) {
    RateLimit one = new RateLimit(1, Duration.ofHours(1));
    try (Pool pool = Pool.open(slow(redis).pushInterval(Duration.ofMillis(5)).build())) {
      pool.start();
      pool.change(settings -> settings.withLimiter(one));
      Awaitility.await().until(() -> pool.view().counts().waiting() > 50);
    }
    try (Pool again = Pool.open(slow(redis).pushInterval(Duration.ofMillis(5)).build())) {
      again.start();
      long waiting = again.view().counts().waiting();
      Awaitility.await().until(() -> again.view().counts().waiting() > waiting + 20);

      again.change(settings -> settings.withLimiter(null));
      redis.call("DEL", "bull:messages:limiter");

      Awaitility.await().until(() -> again.view().counts().waiting() < 5);
    }
  }

  @Test
  void aChangeStandsInTheHistoryWithAllSettings(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).build())) {
      pool.start();
      pool.change(settings -> settings.withTargetWait(Duration.ofMillis(700)));
      pool.stop();

      assertThat(pool.history().read("0-0", 100))
          .filteredOn(entry -> entry.kind() == Kind.LIMITS)
          .singleElement()
          .satisfies(
              entry ->
                  assertThat(entry.json())
                      .contains("\"targetWaitMs\":700", "\"policy\":\"staircase\""));
    }
  }

  @Test
  void aPlanThatAnotherProcessStoresIsFollowed(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).build());
        SharedConnection connection = new SharedConnection(RedisUri.parse(redis.uri()), "")) {
      pool.start();
      StateStore store =
          new StateStore(connection, new PoolKeys("bull", "messages"), InstantSource.system());

      Awaitility.await()
          .until(
              () -> {
                PoolState stored = store.stored();
                return stored != null
                    && store.save(stored.with(stored.settings().withLimits(OTHER)))
                        instanceof Saved.Kept;
              });

      Awaitility.await().until(() -> pool.view().limits().equals(OTHER));
    }
  }

  @Test
  void changesFromManySidesAreAllKept(TestRedis redis) throws InterruptedException {
    try (Pool pool = Pool.open(slow(redis).build())) {
      pool.start();
      List<Thread> sides =
          List.of(
              Thread.ofVirtual().unstarted(() -> pool.change(now -> now.withLimits(OTHER))),
              Thread.ofVirtual().unstarted(() -> pool.change(now -> now.withSwitchEvery(4))),
              Thread.ofVirtual()
                  .unstarted(() -> pool.change(now -> now.withTurnOrder(TurnOrder.LIFO))));

      sides.forEach(Thread::start);
      for (Thread side : sides) {
        side.join();
      }

      assertThat(redis.call("GET", STATE))
          .asString()
          .contains("\"maxPushers\":4", "\"switchEvery\":4", "\"turnOrder\":\"lifo\"");
    }
  }

  @Test
  void aChangeThatLeavesNobodyToWorkIsRefusedAndChangesNothing(TestRedis redis) {
    try (Pool pool = Pool.open(slow(redis).source(Sources.none()).build())) {
      pool.start();

      assertThatThrownBy(() -> pool.change(now -> now.withLimits(new Limits(3, 0))))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(pool.view().limits()).isEqualTo(new Limits(0, 10));
    }
  }

  @Test
  void theNewerReleasesPlanIsLeftAsItIs(TestRedis redis) {
    String newer = "{\"version\":9,\"format\":99}";
    redis.call("SET", STATE, newer);
    try (Pool pool = Pool.open(slow(redis).build())) {
      assertThat(pool.isRunning()).isFalse();

      assertThatThrownBy(pool::start).isInstanceOf(NewerState.class);

      assertThat(redis.call("GET", STATE)).isEqualTo(newer);
      assertThat(redis.call("EXISTS", "bull:messages:tidemill:holder")).isEqualTo(0L);
    }
  }

  private static PoolOptionsBuilder slow(TestRedis redis) {
    return PoolTest.options(redis).pushInterval(Duration.ofMillis(50));
  }
}

package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.Message;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.state.Deal;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Role;
import dev.tidemill.pool.state.Seat;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one node decides for all goes by what all of them see. */
@ExtendWith(RedisExtension.class)
@Timeout(120)
class PoolBalanceFleetTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final PoolSettings SETTINGS =
      new PoolSettings(new Limits(6, 6, 3, 1), 10, PolicyKind.BALANCE, TurnOrder.FIFO)
          .withTargetWait(Duration.ofSeconds(2));
  private static final PoolSettings ONE_PUSHER =
      new PoolSettings(new Limits(6, 6), 10, PolicyKind.BALANCE, TurnOrder.FIFO)
          .withTargetWait(Duration.ofSeconds(2));

  @Test
  void theSourceOfANodeThatDoesNotSpeakHasMorePushThoughTheSpeakersHasEnded(TestRedis redis) {
    String other = whereBothPush();
    try (Pool speaker = Pool.open(node(redis, "a", () -> null, SETTINGS));
        Pool silent = Pool.open(node(redis, other, new Plenty(), SETTINGS))) {
      speaker.start();
      silent.start();
      await().atMost(LONG).until(() -> speaker.view().nodes().size() == 2);
      await().atMost(LONG).until(() -> speaker.view().totalMessageCount() > 20);

      await().atMost(LONG).until(() -> speaker.view().pusherCount() >= 5);

      assertThat(silent.view().workers()).isNotEmpty();
    }
  }

  @Test
  void theOnlyNodeThatHasMessagesPushesThoughNoPusherIsDealtToIt(TestRedis redis) {
    String other = whereOnlyTheFirstPushes();
    try (Pool ended = Pool.open(node(redis, "a", () -> null, ONE_PUSHER));
        Pool plenty = Pool.open(node(redis, other, new Plenty(), ONE_PUSHER))) {
      ended.start();
      plenty.start();

      await().atMost(LONG).until(() -> ended.view().totalMessageCount() > 20);

      await().atMost(LONG).until(() -> ended.view().pusherCount() > 1);
    }
  }

  private static PoolOptions node(
      TestRedis redis, String name, Source source, PoolSettings settings) {
    return PoolTest.options(redis)
        .node(name)
        .settings(settings)
        .source(source)
        .handler(Handlers.complete(Duration.ofMillis(5)))
        .pushInterval(Duration.ofMillis(200))
        .build();
  }

  /** Which name has pushers of the first plan dealt to that node and to "a". */
  private static String whereBothPush() {
    return other(name -> pushes("a", SETTINGS, name) && pushes(name, SETTINGS, name));
  }

  /** Which name leaves the pusher of the first plan to "a". */
  private static String whereOnlyTheFirstPushes() {
    return other(name -> !pushes(name, ONE_PUSHER, name));
  }

  private static String other(Predicate<String> isRight) {
    return Stream.of("b", "c", "d", "e", "f", "g", "h").filter(isRight).findFirst().orElseThrow();
  }

  private static boolean pushes(String node, PoolSettings settings, String other) {
    PoolState plan = PoolState.fresh(settings);
    Set<String> ours = Deal.to(node, plan.places(), List.of("a", other));
    return plan.seats().stream()
        .filter(seat -> seat.role() == Role.PUSHER)
        .map(Seat::worker)
        .anyMatch(ours::contains);
  }

  /** More than anybody pushes here. */
  private static final class Plenty implements Source {

    @Override
    public @Nullable Message next() {
      return Message.of("{}");
    }

    @Override
    public long waiting() {
      return 100_000;
    }
  }
}

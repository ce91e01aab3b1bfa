package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.node.Beat;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a beat says and does; time goes by as the beats in Redis are made older. */
@ExtendWith(RedisExtension.class)
class FleetTest {

  private static final PoolKeys KEYS = new PoolKeys("bull", "messages");
  private static final long LONG = 60_000;

  private final TestRedis redis;
  @AutoClose private final SharedConnection connection;
  private final Fleet a;
  private final Fleet b;

  FleetTest(TestRedis redis) {
    this.redis = redis;
    this.connection = new SharedConnection(RedisUri.parse(redis.uri()), "");
    this.a = new Fleet(connection, KEYS, "a");
    this.b = new Fleet(connection, KEYS, "b");
  }

  /** Makes as if a node had beaten since so long, and last so long ago. */
  private void aged(String node, long sinceMs, long lastMs) {
    redis.call("ZINCRBY", KEYS.nodes(), Long.toString(-lastMs), node);
    redis.call("HINCRBY", KEYS.fleet(), "since:" + node, Long.toString(-sinceMs));
  }

  private @Nullable Object epoch(String node) {
    return redis.call("HGET", KEYS.ledger(), "epoch:" + node);
  }

  @Test
  void theListOfNodesIsToldOnceForEachOfItsVersions() {
    assertThat(a.beat("").nodes()).containsExactly("a");

    Beat both = b.beat("");

    assertThat(both.nodes()).containsExactlyInAnyOrder("a", "b");
    assertThat(both.others()).isEqualTo(1);
    assertThat(b.beat(both.version()).nodes()).isEmpty();
    a.leave();
    assertThat(b.beat(both.version()).nodes()).containsExactly("b");
  }

  @Test
  void whoIsSilentIsExpelledAndWhatItStillAddsIsRefused() {
    a.beat("");
    b.beat("");
    aged("a", LONG, 100);
    aged("b", LONG, Beat.SILENCE.toMillis() + 1);

    Beat beat = a.beat("");

    assertThat(beat.expelled()).containsExactly("b");
    assertThat(beat.nodes()).containsExactly("a");
    assertThat(epoch("b")).isEqualTo("1");
    assertThat(epoch("a")).isNull();
  }

  @Test
  void whoIsExpelledIsNamedAgainUntilItsMessagesAreHandedBack() {
    a.beat("");
    b.beat("");
    aged("a", LONG, 100);
    aged("b", LONG, LONG);

    assertThat(a.beat("").expelled()).containsExactly("b"); // and a dies with that answer
    Fleet c = new Fleet(connection, KEYS, "c");
    assertThat(c.beat("").expelled()).isEmpty(); // a has just been told
    redis.call("HSET", KEYS.fleet(), "dead", "b 1"); // long ago

    assertThat(c.beat("").expelled()).containsExactly("b");
    assertThat(c.handedBack("b")).isTrue();
    assertThat(c.handedBack("b")).isFalse();
    assertThat(redis.call("HGET", KEYS.fleet(), "dead")).isNull();
  }

  @Test
  void whoComesBackHasItsMessagesInHandAgain() {
    a.beat("");
    redis.call("HSET", KEYS.fleet(), "dead", "b 1 c 1");

    assertThat(b.beat("").expelled()).containsExactly("c");
    assertThat(b.handedBack("b")).isFalse();
  }

  @Test
  void whatANodeTellsOfItsWorkersIsThereAsLongAsItIs() {
    a.beat("", "[1]");
    b.beat("", "[2]");
    a.beat("");
    assertThat(b.crews()).isEqualTo(Map.of("a", "[1]", "b", "[2]"));

    aged("a", LONG, 100);
    aged("b", LONG, LONG);
    a.beat("");
    assertThat(a.crews()).isEqualTo(Map.of("a", "[1]"));
    a.leave();
    assertThat(a.crews()).isEmpty();
  }

  @Test
  void afterAnOutageNobodyExpelsAnybodyBeforeAllCouldBeHeardAgain() {
    a.beat("");
    b.beat("");
    aged("a", LONG, LONG);
    aged("b", LONG, LONG);

    Beat first = a.beat("");

    assertThat(first.expelled()).isEmpty();
    assertThat(first.unbroken()).isLessThan(Beat.PERIOD);
    assertThat(first.others()).isZero();
    aged("a", Beat.SILENCE.toMillis() - 1000, 100);
    assertThat(a.beat("").expelled()).isEmpty();
    assertThat(b.beat("").expelled()).isEmpty();
    aged("a", 2000, 100);
    assertThat(a.beat("").expelled()).isEmpty();
    assertThat(a.beat("").others()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackIsAGapAndNobodyStaysInTheListForIt() {
    a.beat("");
    b.beat("");
    aged("a", -LONG, -LONG);
    aged("b", -LONG, -LONG);

    assertThat(a.beat("").unbroken()).isBetween(Duration.ZERO, Beat.PERIOD);
    assertThat(a.beat("").others()).isZero();
    aged("a", Beat.SILENCE.toMillis(), 100);
    assertThat(a.beat("").expelled()).containsExactly("b");
  }

  @Test
  void whoWasExpelledAndComesBackBeginsAnew() {
    a.beat("");
    b.beat("");
    aged("a", LONG, 100);
    aged("b", LONG, LONG);
    a.beat("");

    Beat back = b.beat("");

    assertThat(back.unbroken()).isLessThan(Beat.PERIOD);
    assertThat(back.nodes()).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void aSourceIsReadByOneNodeUntilThatOneLeavesOrDies() {
    a.beat("");
    b.beat("");

    Fleet.Lease first = a.take("lines:/x");

    assertThat(first).isEqualTo(new Fleet.Lease("a", 1));
    assertThat(a.take("lines:/x")).isEqualTo(first);
    assertThat(b.take("lines:/x")).isEqualTo(first);
    assertThat(b.take("lines:/y").node()).isEqualTo("b");
    b.leave("lines:/x");
    assertThat(b.take("lines:/x")).isEqualTo(first);
    redis.call("ZREM", KEYS.nodes(), "a");
    assertThat(b.take("lines:/x")).isEqualTo(new Fleet.Lease("b", 2));
    assertThat(a.take("lines:/x").node()).isEqualTo("b");
  }
}

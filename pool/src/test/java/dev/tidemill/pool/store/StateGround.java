package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.ManualClock;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the tests of a pool's stored state stand on: an empty Redis and a store that looks at it.
 */
@ExtendWith(RedisExtension.class)
class StateGround {

  static final PoolKeys KEYS = new PoolKeys("bull", "messages");
  static final PoolSettings SETTINGS = PoolSettings.DEFAULTS;

  /** What the original left behind. */
  static final String LEFT =
      "{\"pusherCount\":6,\"pullerCount\":5,\"messageCount\":10,\"totalMessageCount\":631,"
          + "\"roleSwitchCount\":63,\"currentRole\":\"Puller\"}";

  final ManualClock clock = new ManualClock();
  final TestRedis redis;
  private final SharedConnection connection;
  final StateStore store;

  StateGround(TestRedis redis) {
    this.redis = redis;
    this.connection = new SharedConnection(RedisUri.parse(redis.uri()), "");
    this.store = new StateStore(connection, KEYS, clock);
  }

  @BeforeEach
  void startEmpty() {
    redis.flush();
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  PoolState restore(PoolSettings settings) {
    return store.restore(settings, 0, finding -> {});
  }

  Object ledger(String field) {
    return String.valueOf(redis.call("HGET", KEYS.ledger(), field));
  }

  static Saved.Kept kept(Saved saved) {
    assertThat(saved).isInstanceOf(Saved.Kept.class);
    return (Saved.Kept) saved;
  }
}

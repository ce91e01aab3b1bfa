package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.redis.RedisException;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.TestRedis;
import org.junit.jupiter.api.Test;

/** What was lost, half written or unanswered is repaired. */
class StateLossTest extends StateGround {

  StateLossTest(TestRedis redis) {
    super(redis);
  }

  @Test
  void aPlanThatIsGoneFromRedisIsStoredAgainByTheNextSave() {
    PoolState first = restore(SETTINGS);
    redis.flush();

    Saved saved = store.saveAndCopy(Staircase.advance(first, 25));

    assertThat(kept(saved).state()).isEqualTo(store.stored());
    assertThat(ledger("version")).isEqualTo("2");
  }

  @Test
  void aPlanThatWasNotSavedBeforeACrashIsAdvancedToWhatTheLedgerCounted() {
    restore(SETTINGS);
    redis.call("HSET", KEYS.ledger(), "count", "365");

    PoolState state = restore(SETTINGS);

    assertThat(state)
        .isEqualTo(Staircase.advance(PoolState.fresh(SETTINGS), 365).stored(2, clock.millis()));
    assertThat(store.systemState()).contains("\"totalMessageCount\":365");
  }

  @Test
  void aLostPlanIsMadeAnewFromOurCopyAndTheLedger() {
    PoolState first = restore(SETTINGS);
    redis.call("HSET", KEYS.ledger(), "count", "370");
    PoolState saved = kept(store.saveAndCopy(Staircase.advance(first, 365))).state();
    redis.call("DEL", KEYS.state());

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(370);
    assertThat(state.switches()).isEqualTo(37);
    assertThat(state.pushers()).isEqualTo(1);
    assertThat(state.pullers()).isEqualTo(10);
    assertThat(state.version()).isGreaterThan(saved.version());
    assertThat(ledger("count")).isEqualTo("370");
  }

  @Test
  void aPlanThatCannotBeReadIsMadeAnewFromTheLedgerAlone() {
    redis.call("SET", KEYS.state(), "{\"version\":7,\"pusherCount\":");
    redis.call("HSET", KEYS.ledger(), "count", "205", "version", "7");

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(205);
    assertThat(state.pushers()).isEqualTo(9);
    assertThat(state.version()).isEqualTo(8);
    assertThat(store.stored()).isEqualTo(state);
  }

  @Test
  void aPlanUnderAKeyOfAnotherTypeIsMadeAnew() {
    redis.call("LPUSH", KEYS.state(), "x");

    assertThat(store.stored()).isNull();
    assertThat(restore(SETTINGS)).isEqualTo(store.stored());
  }

  @Test
  void aLostLedgerGoesOnFromThePlansTotal() {
    PoolState first = restore(SETTINGS);
    kept(store.saveAndCopy(Staircase.advance(first, 205)));
    redis.call("DEL", KEYS.ledger());

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(205);
    assertThat(ledger("count")).isEqualTo("205");
    assertThat(ledger("version")).isEqualTo("3");
  }

  @Test
  void aLostNoteOfOurLastCopyDoesNotMakeTheCopyForeign() {
    PoolState first = restore(SETTINGS);
    redis.call("HSET", KEYS.ledger(), "count", "225");
    kept(store.saveAndCopy(Staircase.advance(first, 205)));
    redis.call("DEL", KEYS.copied());

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(225);
    assertThat(ledger("count")).isEqualTo("225");
    assertThat(store.systemState()).contains("\"totalMessageCount\":225");
  }

  @Test
  void aSaveWhoseAnswerIsLostIsKeptOnce() throws Exception {
    redis.call("SET", "systemState", LEFT);
    try (Proxy proxy = Proxy.to(redis.host(), redis.port());
        SharedConnection fragile =
            new SharedConnection(RedisUri.parse(proxy.uri(redis.uri())), "")) {
      StateStore shaky = new StateStore(fragile, KEYS, clock);
      fragile.call("PING");
      shaky.preview(SETTINGS);
      for (long bytes = 0; bytes < 40; bytes++) {
        redis.flush();
        redis.call("SET", "systemState", LEFT);
        PoolState state = shaky.restore(SETTINGS, 0, finding -> {});
        proxy.cutAfterReplyBytes(bytes);

        Saved saved = shaky.saveAndCopy(Staircase.advance(state, 700));

        proxy.pass();
        assertThat(kept(saved).state().version()).as("cut after %d bytes", bytes).isEqualTo(2);
        assertThat(store.stored()).isEqualTo(kept(saved).state());
        assertThat(ledger("count")).isEqualTo("631");
      }
    }
  }

  @Test
  void aRedisThatIsGoneIsToldToTheCaller() throws Exception {
    String nobody;
    try (Proxy proxy = Proxy.to(redis.host(), redis.port())) {
      nobody = proxy.uri(redis.uri());
    }
    try (SharedConnection gone = new SharedConnection(RedisUri.parse(nobody), "")) {
      assertThatThrownBy(() -> new StateStore(gone, KEYS, clock).restore(SETTINGS, 0, f -> {}))
          .isInstanceOf(RedisException.class);
    }
  }
}

package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StateStoreTest extends StateGround {

  private static final String ZEROS =
      "{\"pusherCount\":0,\"pullerCount\":0,\"messageCount\":0,\"totalMessageCount\":0,"
          + "\"roleSwitchCount\":0,\"currentRole\":\"Pusher\"}";

  StateStoreTest(TestRedis redis) {
    super(redis);
  }

  @Test
  void anEmptyRedisGivesAFreshPlanThatIsStoredAndCopied() {
    PoolState state = restore(SETTINGS);

    assertThat(state)
        .isEqualTo(PoolState.fresh(SETTINGS).stored(1, clock.millis()))
        .isEqualTo(store.stored());
    assertThat(ledger("version")).isEqualTo("1");
    assertThat(redis.call("GET", "systemState"))
        .isEqualTo(
            "{\"pusherCount\":1,\"pullerCount\":1,\"messageCount\":0,\"totalMessageCount\":0,"
                + "\"roleSwitchCount\":0,\"currentRole\":\"Pusher\",\"version\":1}");
  }

  @Test
  void aPreviewShowsWhatAStartWouldGiveAndWritesNothing() {
    redis.call("SET", "systemState", LEFT);

    assertThat(store.preview(SETTINGS).total()).isEqualTo(631);
    assertThat(redis.call("KEYS", "*tidemill*")).isEqualTo(List.of());
    assertThat(redis.call("GET", "systemState")).isEqualTo(LEFT);
  }

  @Test
  void aPlanIsSavedOnlyOverTheVersionItCameFrom() {
    PoolState first = restore(SETTINGS);
    clock.advance(Duration.ofSeconds(3));

    Saved saved = store.save(Staircase.advance(first, 25));
    Saved late = store.save(Staircase.advance(first, 5));

    assertThat(saved)
        .isEqualTo(
            new Saved.Kept(
                Staircase.advance(first, 25).stored(2, clock.millis()), Saved.Copy.NONE, false));
    assertThat(late).isEqualTo(new Saved.Outdated());
    assertThat(ledger("version")).isEqualTo("2");
    assertThat(store.stored()).extracting(PoolState::total).isEqualTo(25L);
  }

  @Test
  void theCopyIsWrittenOnlyWhenItIsAskedFor() {
    PoolState first = restore(SETTINGS);
    PoolState second = kept(store.save(Staircase.advance(first, 25))).state();
    Object before = redis.call("GET", "systemState");

    Saved.Kept third = kept(store.saveAndCopy(Staircase.advance(second, 45)));

    assertThat(before).asString().contains("\"totalMessageCount\":0");
    assertThat(third.copy()).isEqualTo(Saved.Copy.WRITTEN);
    assertThat(store.systemState()).contains("\"totalMessageCount\":45", "\"version\":3");
  }

  @Test
  void aForeignSystemStateIsNeverOverwrittenWhileRunning() {
    PoolState first = restore(SETTINGS);
    redis.call("SET", "systemState", LEFT);

    Saved.Kept kept = kept(store.saveAndCopy(Staircase.advance(first, 25)));

    assertThat(kept.copy()).isEqualTo(Saved.Copy.FOREIGN);
    assertThat(store.systemState()).isEqualTo(LEFT);
    assertThat(store.stored()).extracting(PoolState::total).isEqualTo(25L);
  }

  @Test
  void aDeletedSystemStateIsWrittenAgain() {
    PoolState first = restore(SETTINGS);
    redis.call("DEL", "systemState");

    Saved.Kept kept = kept(store.saveAndCopy(Staircase.advance(first, 25)));

    assertThat(kept.copy()).isEqualTo(Saved.Copy.WRITTEN);
  }

  @Test
  void aForeignSystemStateIsTheNewBaseAtTheNextStart() {
    PoolState first = restore(SETTINGS);
    kept(store.save(Staircase.advance(first, 25)));
    redis.call("HSET", KEYS.ledger(), "count", "25", "done", "20");
    redis.call("SET", "systemState", LEFT);

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(631);
    assertThat(state.pushers()).isEqualTo(6);
    assertThat(state.version()).isEqualTo(3);
    assertThat(ledger("count")).isEqualTo("631");
    assertThat(ledger("done")).isEqualTo("20");
    assertThat(store.systemState()).contains("\"totalMessageCount\":631", "\"version\":3");
  }

  @Test
  void theOriginalsStateIsTakenOverOnAQueueThatWeHaveNeverSeen() {
    redis.call("SET", "systemState", LEFT);

    PoolState state = restore(SETTINGS);
    PoolState again = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(631);
    assertThat(ledger("count")).isEqualTo("631");
    assertThat(again).isEqualTo(state.stored(2, clock.millis()));
  }

  @Test
  void zerosOverOurOwnPlanTellNothing() {
    PoolState first = restore(SETTINGS);
    redis.call("HSET", KEYS.ledger(), "count", "205");
    kept(store.saveAndCopy(Staircase.advance(first, 200)));
    redis.call("SET", "systemState", ZEROS);

    PoolState state = restore(SETTINGS);

    assertThat(state.total()).isEqualTo(205);
    assertThat(state.pushers()).isEqualTo(9);
    assertThat(store.systemState()).contains("\"totalMessageCount\":205");
  }

  @Test
  void zerosWithoutAnyPlanAreAFreshStart() {
    redis.call("SET", "systemState", ZEROS);

    assertThat(restore(SETTINGS)).isEqualTo(PoolState.fresh(SETTINGS).stored(1, clock.millis()));
    assertThat(store.systemState()).contains("\"version\":1");
  }

  @Test
  void whatIsNoStateStaysUnderTheOriginalsKey() {
    redis.call("SET", "systemState", "somebody else's");

    PoolState state = restore(SETTINGS);

    assertThat(state.pushers()).isEqualTo(1);
    assertThat(store.systemState()).isEqualTo("somebody else's");
    assertThat(kept(store.saveAndCopy(state)).copy()).isEqualTo(Saved.Copy.FOREIGN);
  }

  @Test
  void aKeyOfAnotherTypeUnderTheOriginalsNameIsLeftAlone() {
    redis.call("LPUSH", "systemState", "x");

    PoolState state = restore(SETTINGS);

    assertThat(kept(store.saveAndCopy(state)).copy()).isEqualTo(Saved.Copy.FOREIGN);
    assertThat(redis.call("TYPE", "systemState")).isEqualTo("list");
  }

  @Test
  void otherLimitsAtAStartAreANewBaseWithTheSameWorkers() {
    PoolState first = restore(SETTINGS);
    redis.call("HSET", KEYS.ledger(), "count", "185");
    kept(store.save(Staircase.advance(first, 185)));
    PoolSettings smaller =
        new PoolSettings(new Limits(5, 5), 10, PolicyKind.STAIRCASE, TurnOrder.FIFO);

    PoolState state = restore(smaller);

    assertThat(state.limits()).isEqualTo(new Limits(5, 5));
    assertThat(state.pushers()).isEqualTo(10);
    assertThat(state.messageCount()).isEqualTo(5);
  }
}

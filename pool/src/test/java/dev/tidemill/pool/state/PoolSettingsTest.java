package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolSettingsTest {

  private static final PoolSettings ASKED = PoolSettings.DEFAULTS;

  @Test
  void whatWasChangedWhileRunningStaysWhenTheSameIsAskedForAgain() {
    PoolSettings changed = ASKED.withLimits(new Limits(4, 3)).withPolicy(PolicyKind.BALANCE);
    PoolState running = PoolState.fresh(ASKED).with(changed);

    PoolState again = running.startedWith(ASKED);

    assertThat(again).isEqualTo(running);
  }

  @Test
  void whatIsAskedForOtherwiseThanLastTimeIsTakenAndTheRestStays() {
    PoolSettings changed = ASKED.withLimits(new Limits(4, 3)).withPolicy(PolicyKind.BALANCE);
    PoolState running = PoolState.fresh(ASKED).with(changed);
    PoolSettings other = ASKED.withPolicy(PolicyKind.FIXED).withSwitchEvery(5);

    PoolState again = running.startedWith(other);

    assertThat(again.settings()).isEqualTo(other.withLimits(new Limits(4, 3)));
    assertThat(again.pushers()).isEqualTo(4);
    assertThat(again.startedWith(other)).isEqualTo(again);
  }

  @Test
  void aBoundOnTheBacklogIsKeptAndToldAsTheOthersAre() {
    PoolState running = PoolState.fresh(ASKED).with(ASKED.withMaxBacklog(500));

    assertThat(running.startedWith(ASKED).settings().maxBacklog()).isEqualTo(500);
    assertThat(running.startedWith(ASKED.withMaxBacklog(9)).settings().maxBacklog()).isEqualTo(9);
    assertThat(ASKED.otherThan(running.settings()))
        .containsExactly("max-backlog none instead of 500");
  }

  @Test
  void whereBothDoNotGoTogetherAllIsAsItIsAskedFor() {
    PoolState running =
        PoolState.fresh(ASKED)
            .with(ASKED.withPolicy(PolicyKind.FIXED).withLimits(new Limits(0, 5)));

    PoolState again = running.startedWith(ASKED.withPolicy(PolicyKind.BALANCE));

    assertThat(again.settings()).isEqualTo(ASKED.withPolicy(PolicyKind.BALANCE));
  }

  @Test
  void theFewestWorkersAreThereFromTheStartAndAfterAChange() {
    PoolState fresh = PoolState.fresh(ASKED.withLimits(new Limits(9, 9, 3, 2)));
    PoolState raised = fresh.with(fresh.settings().withLimits(new Limits(9, 9, 4, 2)));

    assertThat(fresh.pushers()).isEqualTo(3);
    assertThat(fresh.pullers()).isEqualTo(2);
    assertThat(raised.pushers()).isEqualTo(4);
  }

  @Test
  void whatCannotBeIsRefusedWithItsValue() {
    assertThatThrownBy(() -> new Limits(5, 5, 6, 1))
        .hasMessage("Limit minPushers of a pool cannot be 6. Use 1 to 5");
    assertThatThrownBy(() -> new Limits(5, 5, 0, 1)).hasMessageContaining("1 to 5");
    assertThatThrownBy(() -> ASKED.withTargetWait(Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> ASKED.withMaxBacklog(-1)).hasMessageContaining("at -1 messages");
    assertThatThrownBy(() -> ASKED.withPushInterval(Duration.ofSeconds(-1)))
        .hasMessageContaining("PT-1S");
    assertThatThrownBy(
            () ->
                ASKED
                    .withPolicy(PolicyKind.FIXED)
                    .withLimits(new Limits(0, 1))
                    .withPolicy(PolicyKind.BALANCE))
        .hasMessageContaining("not 0 and 1");
  }
}

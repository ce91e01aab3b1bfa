package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrendTest {

  private final Trend trend = new Trend();
  private long now = 1_000_000;
  private long pushed;
  private long settled;
  private long atSource = -1;
  private long heldMs;

  @Test
  void ratesAreThoseOfOneWorkerWhateverTurnsThereAre() {
    looks(20, 0, 2, 4, 4); // four pushers push one each between two looks, two of four are busy
    looks(20, 0, 1, 2, 6);

    Signals seen = signals(null);

    assertThat(seen.perPusher()).isCloseTo(4, within(0.3));
    assertThat(seen.perPuller()).isCloseTo(8, within(0.8));
  }

  @Test
  void withoutEnoughToSeeNothingIsSaid() {
    looks(8, 0, 1, 1, 1);

    assertThat(trend.signals(null, false)).isNull();
  }

  @Test
  void pullersThatNobodySawBusyAreBoundedByNothingUntilMessagesPileUp() {
    looks(20, 0, 0, 2, 2);
    assertThat(signals(null).perPuller()).isInfinite();

    looks(20, 50, 0, 2, 2);
    assertThat(signals(null).perPuller()).isCloseTo(4, within(0.01));

    looks(20, 0, 0, 2, 2);
    assertThat(signals(null).perPuller()).isBetween(4.0, 4.2);
  }

  @Test
  void nobodyHasWaitedLongerThanThereHasBeenSomebodyWaiting() {
    looks(20, 0, 1, 1, 1);
    looks(4, 5, 1, 1, 1);

    assertThat(signals(Instant.ofEpochMilli(0)).oldestWaitMs()).isEqualTo(1000);
    assertThat(signals(Instant.ofEpochMilli(now - 300)).oldestWaitMs()).isEqualTo(300);
    assertThat(signals(Instant.ofEpochMilli(now + 300)).oldestWaitMs()).isZero();
  }

  @Test
  void theWaitOfThoseWithAPriorityIsReckonedFromHowManyThereAre() {
    looks(20, 0, 2, 2, 2); // two pullers settle four a second each
    looks(20, 40, 2, 2, 2);

    assertThat(signals(null).oldestWaitMs()).isEqualTo(5_000);
  }

  @Test
  void howFastPushersCanBeIsRememberedFromWhenMessagesWaitedAtTheSource() {
    atSource = 50;
    looks(20, 0, 2, 2, 2); // each pushes four a second
    atSource = 0;
    for (int n = 0; n < 400; n++) {
      looks(1, 0, 2, 1, 2);
      looks(1, 0, 2, 0, 2);
    }
    assertThat(signals(null).perPusher()).isCloseTo(4, within(0.2));
    assertThat(signals(null).atSource()).isZero();

    looks(130, 0, 0, 0, 2);
    assertThat(signals(null).perPusher()).isZero();
  }

  @Test
  void pushersThatAreHeldAreAsFastAsWhenTheyMayPush() {
    looks(60, 50, 2, 2, 2); // each pushes four a second
    for (int n = 0; n < 60; n++) {
      held(3, 50);
      looks(1, 50, 2, 2, 2);
    }
    assertThat(signals(null).perPusher()).isCloseTo(4, within(0.2));

    held(200, 50);
    assertThat(signals(null).perPusher()).isCloseTo(4, within(0.2));

    looks(130, 0, 0, 0, 2);
    assertThat(signals(null).perPusher()).isZero();
  }

  @Test
  void whatWaitsAtTheSourceBehindHeldPushersDoesNotSlowThemDown() {
    atSource = 50;
    looks(60, 50, 2, 2, 2);
    for (int n = 0; n < 60; n++) {
      held(9, 50);
      looks(1, 50, 2, 2, 2);
    }

    assertThat(signals(null).perPusher()).isCloseTo(4, within(0.2));
  }

  @Test
  void aRedisThatComesBackOlderBeginsANewTrend() {
    looks(20, 0, 1, 1, 1);
    pushed = 0;
    looks(1, 0, 1, 1, 1);

    assertThat(trend.signals(null, false)).isNull();
  }

  private Signals signals(@Nullable Instant oldest) {
    return Objects.requireNonNull(trend.signals(oldest, false));
  }

  /** Nobody may push so often between two looks, and two jobs are settled each time. */
  private void held(int count, long waiting) {
    for (int n = 0; n < count; n++) {
      now += 250;
      heldMs += 250;
      trend.add(new Trend.Look(now, waiting, 2, pushed, settled, 2, 2, atSource, heldMs));
      settled += 2;
    }
  }

  /** Each pusher pushes a message between two looks, and as many are settled. */
  private void looks(int count, long waiting, long active, int pushers, int pullers) {
    for (int n = 0; n < count; n++) {
      now += 250;
      trend.add(
          new Trend.Look(
              now, waiting, active, pushed, settled, pushers, pullers, atSource, heldMs));
      pushed += pushers;
      settled += pushers;
    }
  }
}

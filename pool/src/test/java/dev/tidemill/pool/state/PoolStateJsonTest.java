package dev.tidemill.pool.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.RateLimit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolStateJsonTest {

  /** As the first release wrote it. */
  private static final String FIRST =
      "{\"version\":7,\"pusherCount\":2,\"pullerCount\":1,\"messageCount\":5,"
          + "\"totalMessageCount\":25,\"roleSwitchCount\":2,\"currentRole\":\"Pusher\","
          + "\"nextSwitchAt\":30,\"direction\":\"rising\",\"maxPushers\":4,\"maxPullers\":5,"
          + "\"switchEvery\":10,\"policy\":\"staircase\",\"turnOrder\":\"lifo\","
          + "\"pushers\":[\"w01\",\"w03\"],\"pullers\":[\"w02\"],\"nextWorker\":4,"
          + "\"updatedAt\":1795507116769}";

  @Test
  void theFirstReleasesPlanIsReadWithWhatItDidNotHaveAtItsDefault() {
    PoolState state = PoolStateJson.read(FIRST);

    PoolSettings settings =
        new PoolSettings(new Limits(4, 5), 10, PolicyKind.STAIRCASE, TurnOrder.LIFO);
    assertThat(state.settings()).isEqualTo(settings);
    assertThat(state.steering()).isEqualTo(Steering.none(settings));
    assertThat(state.seats()).hasSize(3);
    assertThat(PoolStateJson.read(PoolStateJson.write(state))).isEqualTo(state);
  }

  @Test
  void allThatHasBeenDecidedIsReadAsItWasWritten() {
    PoolSettings asked = PoolSettings.DEFAULTS.withPushInterval(Duration.ofNanos(1_500));
    PoolState state =
        PoolState.fresh(asked)
            .with(
                asked
                    .withLimits(new Limits(7, 6, 2, 3))
                    .withPolicy(PolicyKind.BALANCE)
                    .withLimiter(new RateLimit(3, Duration.ofMillis(1_500)))
                    .withTargetWait(Duration.ofMillis(300))
                    .withMaxBacklog(10_000));

    PoolState read = PoolStateJson.read(PoolStateJson.write(state));

    assertThat(read).isEqualTo(state);
    assertThat(read.steering().asked()).isEqualTo(asked);
  }

  @Test
  void aNewerReleasesPlanIsRefusedWithTheRemedy() {
    String newer = FIRST.replace("\"version\":7,", "\"version\":7,\"format\":3,");

    assertThatThrownBy(() -> PoolStateJson.read(newer))
        .isInstanceOf(NewerState.class)
        .hasMessageContainingAll("format 3", "up to 2", "--queue");
  }

  @Test
  void whatIsNoPlanIsToldApart() {
    assertThatThrownBy(() -> PoolStateJson.read("{\"version\":7}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> PoolStateJson.read(FIRST.replace("staircase", "lottery")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.tidemill.server.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.QueueGlance;
import dev.tidemill.server.api.queue.Traffic.Rates;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Rates from glances at a queue. */
class TrafficTest {

  private static final Offset<Double> CLOSE = Offset.offset(0.01);

  private static QueueGlance glance(long added, long unfinished) {
    return new QueueGlance(added, unfinished, 0);
  }

  private static long seconds(long n) {
    return Duration.ofSeconds(n).toNanos();
  }

  @Test
  void twoGlancesMakeARate() {
    Traffic first = Traffic.from(glance(100, 40), 0);
    Traffic second = first.then(glance(120, 50), seconds(2));

    assertThat(first.rates()).isNull();
    assertThat(second.rates()).isEqualTo(new Rates(10, 5));
  }

  @Test
  void aSteadyRateIsToldAsItIsAndOneThatEndsFades() {
    Traffic traffic = Traffic.from(glance(0, 0), 0);
    for (long second = 1; second <= 60; second++) {
      traffic = traffic.then(glance(7 * second, second), seconds(second));
    }
    assertThat(rates(traffic).in()).isCloseTo(7, CLOSE);
    assertThat(rates(traffic).out()).isCloseTo(6, CLOSE);

    traffic = traffic.then(glance(420, 60), seconds(70));
    assertThat(rates(traffic).in()).isCloseTo(7 / Math.E, CLOSE);
  }

  @Test
  void jobsThatComeBackMakeNoRateBelowZero() {
    Traffic traffic = Traffic.from(glance(10, 0), 0).then(glance(10, 10), seconds(1));

    assertThat(traffic.rates()).isEqualTo(new Rates(0, 0));
  }

  @Test
  void aQueueThatBeganAnewAndOneNobodyLookedAtHaveNoRateYet() {
    Traffic traffic = Traffic.from(glance(10, 0), 0).then(glance(20, 0), seconds(1));

    assertThat(traffic.then(glance(3, 3), seconds(2)).rates()).isNull();
    assertThat(traffic.then(glance(30, 0), seconds(120)).rates()).isNull();
  }

  private static Rates rates(Traffic traffic) {
    Rates rates = traffic.rates();
    assertThat(rates).isNotNull();
    return rates;
  }
}

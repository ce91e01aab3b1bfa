package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class FinishMarkTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void whoeverWaitsIsAnsweredThoughRedisIsNotThere() throws InterruptedException {
    CountDownLatch redis = new CountDownLatch(1);
    FinishMark finish =
        new FinishMark(
            () -> {
              try {
                redis.await();
                return true;
              } catch (InterruptedException e) {
                return false;
              }
            });

    assertThat(finish.isMade(Duration.ofMillis(10))).isFalse();
    redis.countDown();
    assertThat(finish.isMade(LONG)).isTrue();
  }

  @Test
  void whatMarkingThrowsIsThrown() {
    FinishMark finish =
        new FinishMark(
            () -> {
              throw new IllegalArgumentException("no such place");
            });

    assertThatThrownBy(() -> finish.isMade(LONG)).isInstanceOf(IllegalArgumentException.class);
  }
}

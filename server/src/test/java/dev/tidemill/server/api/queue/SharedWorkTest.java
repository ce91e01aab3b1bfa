package dev.tidemill.server.api.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is looked at for all who ask. */
class SharedWorkTest {

  private static final int TIMES = 20;

  @Test
  void whoAsksAfterALongRestIsNotToldWhatWasSoBeforeIt() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger(-1);
    SharedWork.Pause pause = new SharedWork.Pause(Duration.ofMillis(1), 0);
    SharedWork looking =
        new SharedWork(
            "test-look",
            pause,
            () -> {
              seen.set(now.get());
              return true;
            });

    int news = 0;
    for (int n = 1; n <= TIMES; n++) {
      now.set(n);
      looking.ask();
      news += seen.get() == n ? 1 : 0;
      Awaitility.await().pollDelay(Duration.ofMillis(10)).until(() -> true); // nobody asks
    }

    assertThat(news).isGreaterThan(TIMES / 2); // not all: the machine may be too busy to look
  }
}

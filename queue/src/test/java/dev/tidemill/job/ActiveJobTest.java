package dev.tidemill.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ActiveJobTest {

  @Test
  void whoeverTakesLeaveOfALostJobIsStoppedByItNoMoreAfterwards() throws Exception {
    ActiveJob active = new ActiveJob(new Job("1", Map.of()), "token");
    CountDownLatch stopping = new CountDownLatch(1);
    Semaphore go = new Semaphore(0);
    active.whenLost(
        () -> {
          stopping.countDown();
          go.acquireUninterruptibly();
        });
    Thread loser = Thread.ofPlatform().start(active::loseLock);
    stopping.await();

    Thread handler = Thread.ofPlatform().start(() -> active.whenLost(() -> {}));

    await().until(() -> handler.getState() == Thread.State.BLOCKED);
    go.release();
    handler.join();
    loser.join();
    assertThat(active.lockLost()).isTrue();
  }
}

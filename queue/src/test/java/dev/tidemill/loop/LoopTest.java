package dev.tidemill.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LoopTest {

  @Test
  void goesOnAfterAStepThatThrew() {
    AtomicInteger steps = new AtomicInteger();
    AtomicInteger troubles = new AtomicInteger();
    Loop loop =
        new Loop(
            "test",
            () -> {
              if (steps.getAndIncrement() == 0) {
                throw new IllegalStateException("first step");
              }
              new CountDownLatch(1).await();
            },
            e -> troubles.incrementAndGet());
    try (loop) {
      loop.start();

      await().until(() -> steps.get() == 2);

      assertThat(troubles).hasValue(1);
    }
  }

  @Test
  void endsAStepThatWaitsWhenClosedAndMayBeClosedTwice() {
    CountDownLatch begun = new CountDownLatch(1);
    Loop loop =
        new Loop(
            "test",
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
            },
            e -> {});
    loop.start();
    await().until(() -> begun.getCount() == 0);

    loop.close();
    loop.close();

    assertThat(loop.isStopped()).isTrue();
  }

  @Test
  void closesFromItsOwnStepWhileSomebodyElseClosesIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Semaphore go = new Semaphore(0);
    AtomicReference<Loop> own = new AtomicReference<>();
    Loop loop =
        new Loop(
            "test",
            () -> {
              begun.countDown();
              go.acquireUninterruptibly();
              own.get().close();
            },
            e -> {});
    own.set(loop);
    loop.start();
    begun.await();
    Thread other = Thread.ofPlatform().daemon().start(loop::close);
    await().until(() -> other.getState() == Thread.State.TIMED_WAITING);

    go.release();

    assertThat(other.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void doesNothingWhenStartedAfterItWasClosed() {
    AtomicInteger steps = new AtomicInteger();
    Loop loop = new Loop("test", steps::incrementAndGet, e -> {});
    loop.close();

    loop.start();

    assertThat(steps).hasValue(0);
  }

  @Test
  void wakesTheNextWaitWhenWokenBeforeIt() throws Exception {
    Waiter waiter = new Waiter();
    waiter.wake();

    assertThat(waiter.await(Duration.ofDays(1))).isTrue();
    assertThat(waiter.await(Duration.ofMillis(1))).isFalse();
  }
}

package dev.tidemill.pool.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.loop.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackpressureTest {

  private final AtomicLong waiting = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger looking = new AtomicInteger();
  private final AtomicInteger mostLooking = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void endAll() {
    threads.forEach(Thread::interrupt);
  }

  private long look() {
    mostLooking.accumulateAndGet(looking.incrementAndGet(), Math::max);
    looks.incrementAndGet();
    looking.decrementAndGet();
    return waiting.get();
  }

  /** A pusher that waits until it is let through or woken. */
  private Thread held(Backpressure pressure, Waiter wake) {
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pressure.await(wake);
                  } catch (InterruptedException e) {
                    // the test is over
                  }
                });
    threads.add(thread);
    return thread;
  }

  private static void isLetThrough(Thread pusher) throws InterruptedException {
    assertThat(pusher.join(Duration.ofSeconds(20))).isTrue();
  }

  @Test
  void withoutABoundNobodyIsHeldAndNobodyLooks() {
    Backpressure pressure = new Backpressure(this::look, 0);

    pressure.added(1_000_000);

    assertThat(pressure.isShut()).isFalse();
    assertThat(pressure.take(64)).isEqualTo(64);
    assertThat(pressure.take(640)).isEqualTo(640);
    assertThat(looks).hasValue(0);
  }

  @Test
  void theFirstPushLooksBeforeIt() throws InterruptedException {
    Backpressure pressure = new Backpressure(this::look, 100);
    assertThat(pressure.take(1)).isZero();
    waiting.set(99);

    pressure.await(new Waiter());

    assertThat(pressure.isShut()).isFalse();
    assertThat(looks).hasValue(1);
    assertThat(pressure.take(1)).isEqualTo(1);
  }

  @Test
  void onceFullItOpensAtThreeQuarters() throws InterruptedException {
    Backpressure pressure = open(100);
    pressure.added(99);
    assertThat(pressure.isShut()).isFalse();
    pressure.added(100);
    assertThat(pressure.isShut()).isTrue();
    waiting.set(76);
    looks.set(0);
    Thread pusher = held(pressure, new Waiter());
    Awaitility.await().until(() -> looks.get() > 2);
    assertThat(pressure.isShut()).isTrue();

    waiting.set(75);

    isLetThrough(pusher);
    assertThat(pressure.isShut()).isFalse();
    assertThat(pressure.heldFor()).isGreaterThan(Duration.ofMillis(30)); // 5, 10 and 20 ms
  }

  @Test
  void theLeastBoundLetsOneInWhenNoneWaits() throws InterruptedException {
    Backpressure pressure = open(1);
    assertThat(pressure.take(64)).isEqualTo(1);
    pressure.added(1);
    pressure.pushed(1);
    waiting.set(1);
    Thread pusher = held(pressure, new Waiter());
    Awaitility.await().until(() -> looks.get() > 3);
    assertThat(pressure.isShut()).isTrue();

    waiting.set(0);

    isLetThrough(pusher);
  }

  @Test
  void oneLooksForAllMoreAndMoreSeldom() throws InterruptedException {
    Backpressure pressure = new Backpressure(this::look, 100);
    waiting.set(100);
    long begun = System.nanoTime();
    for (int n = 0; n < 50; n++) {
      held(pressure, new Waiter());
    }
    Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> looks.get() >= 7);

    assertThat(System.nanoTime() - begun).isGreaterThan(Duration.ofMillis(310).toNanos());
    assertThat(mostLooking).hasValue(1);

    waiting.set(0);
    for (Thread pusher : threads) {
      isLetThrough(pusher);
    }
  }

  @Test
  void whenTheOneThatLooksGoesAnotherDoes() throws InterruptedException {
    Backpressure pressure = new Backpressure(this::look, 100);
    waiting.set(100);
    Waiter first = new Waiter();
    Thread looker = held(pressure, first);
    Awaitility.await().until(() -> looks.get() > 0);
    AtomicInteger returns = new AtomicInteger();
    threads.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  Waiter second = new Waiter();
                  try {
                    while (pressure.isShut()) {
                      pressure.await(second);
                      returns.incrementAndGet();
                    }
                  } catch (InterruptedException e) {
                    // the test is over
                  }
                }));

    first.wake();
    isLetThrough(looker);
    waiting.set(0);

    isLetThrough(threads.getLast());
    assertThat(returns.get()).isLessThanOrEqualTo(2); // once to take over, once for good
  }

  @Test
  void aRaisedBoundIsLookedAtAtOnce() throws InterruptedException {
    Backpressure pressure = open(100);
    pressure.added(100);
    waiting.set(100);
    Waiter wake = new Waiter();
    Thread pusher = held(pressure, wake);
    Awaitility.await().until(() -> looks.get() > 3);

    pressure.bound(120);

    isLetThrough(pusher); // it was woken, and may look now
    pressure.await(wake);
    assertThat(pressure.isShut()).isFalse();
    pressure.bound(0);
    assertThat(pressure.take(640)).isEqualTo(640);
  }

  @Test
  void whatIsUnderWayIsAQuarterOfTheBoundAndOneForEachFurtherPusher() throws InterruptedException {
    Backpressure pressure = open(400);

    assertThat(pressure.take(64)).isEqualTo(64);
    assertThat(pressure.take(64)).isEqualTo(36);
    assertThat(pressure.take(64)).isEqualTo(1);
    pressure.pushed(64);
    assertThat(pressure.take(64)).isEqualTo(63);
  }

  @Test
  void anAnswerThatDoesNotTellIsFollowedByALook() throws InterruptedException {
    Backpressure pressure = open(100);
    waiting.set(50);

    pressure.added(-1);
    assertThat(pressure.take(1)).isZero();
    pressure.await(new Waiter());

    assertThat(pressure.take(1)).isEqualTo(1);
  }

  private Backpressure open(long bound) throws InterruptedException {
    Backpressure pressure = new Backpressure(this::look, bound);
    pressure.await(new Waiter());
    assertThat(pressure.isShut()).isFalse();
    return pressure;
  }
}

package dev.tidemill.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatcherTest {

  @Test
  void sendsALoneCallAtOnceOnItsCallersThread() {
    Batcher<Integer, Thread> batcher =
        new Batcher<>(batch -> Collections.nCopies(batch.size(), Thread.currentThread()), 10);

    assertThat(batcher.submit(1)).isSameAs(Thread.currentThread());
  }

  @Test
  void gathersWhatArrivesWhileACallIsUnderWay() throws Exception {
    List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch open = new CountDownLatch(1);
    int[] results = new int[7];
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            batch -> {
              batches.add(List.copyOf(batch));
              awaitQuietly(open);
              return batch.stream().map(n -> n * 2).toList();
            },
            4);
    List<Thread> callers = new ArrayList<>();
    for (int n = 0; n <= 6; n++) {
      int number = n;
      Thread caller = Thread.ofVirtual().start(() -> results[number] = batcher.submit(number));
      callers.add(caller);
      await().until(() -> caller.getState() == Thread.State.WAITING);
    }

    open.countDown();
    for (Thread caller : callers) {
      caller.join();
    }

    assertThat(results).containsExactly(0, 2, 4, 6, 8, 10, 12);
    assertThat(batches.stream().mapToInt(List::size)).containsExactly(1, 4, 2);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesEveryResultToItsOwnCallerUnderLoad() throws Exception {
    Batcher<Integer, Integer> batcher =
        new Batcher<>(batch -> batch.stream().map(n -> n + 1).toList(), 7);
    List<Future<?>> callers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int c = 0; c < 50; c++) {
        int base = c * 1000;
        callers.add(
            threads.submit(
                () -> {
                  for (int n = base; n < base + 1000; n++) {
                    assertThat(batcher.submit(n)).isEqualTo(n + 1);
                  }
                }));
      }
    }
    for (Future<?> caller : callers) {
      caller.get();
    }
  }

  @Test
  void tellsEveryCallerOfABatchWhatWentWrongAndGoesOn() {
    AtomicInteger calls = new AtomicInteger();
    Batcher<Integer, Integer> batcher =
        new Batcher<>(
            batch -> {
              if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("no");
              }
              return batch;
            },
            4);

    assertThatThrownBy(() -> batcher.submit(1)).hasMessage("no");
    assertThat(batcher.submit(2)).isEqualTo(2);
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.codec.Codec;
import dev.tidemill.codec.JacksonCodec;
import dev.tidemill.embedded.Persistence;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.JobState;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.core.type.TypeReference;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class AddAsyncTest {

  private static Queue queue(TestRedis redis) {
    return Queue.open(QueueOptions.of(redis.uri(), "q"));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static List<String> oldestFirst(Queue queue) {
    return queue.ids(JobState.WAITING, 0, -1).reversed();
  }

  @Test
  void whatOneThreadAddsIsThereInTheOrderOfItsCalls(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      List<CompletionStage<String>> stages = new ArrayList<>();

      for (int n = 0; n < 10_000; n++) {
        stages.add(queue.addAsync("n", Integer.toString(n)));
      }
      List<String> ids = stages.stream().map(AddAsyncTest::join).toList();

      assertThat(oldestFirst(queue)).isEqualTo(ids);
      assertThat(ids)
          .isEqualTo(IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).toList());
      assertThat(Objects.requireNonNull(queue.job("7654")).data()).isEqualTo("7653");
    }
  }

  @Test
  void addsOfAllKindsButOneKeepTheirOrderAmongEachOther(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      List<NewJob> many =
          IntStream.range(0, 1000).mapToObj(n -> NewJob.of("b", Integer.toString(n))).toList();

      CompletionStage<String> first = queue.addAsync("a", "0");
      CompletionStage<List<String>> then = queue.addAllAsync(many);
      CompletionStage<String> last = queue.addAsync("c", "0");
      String blocking = queue.add("d", "0");

      List<String> order = new ArrayList<>(List.of(join(first)));
      order.addAll(join(then));
      order.addAll(List.of(join(last), blocking));
      assertThat(oldestFirst(queue)).isEqualTo(order);
    }
  }

  @Test
  void failuresArriveInTheStageAndTheLineGoesOn(TestRedis redis) {
    JobOptions small = JobOptions.builder().limits(new JobLimits(2, null, null)).build();
    JobOptions orphan = JobOptions.builder().parent(new JobRef("bull:q", "nobody")).build();
    try (Queue queue = queue(redis)) {
      CompletionStage<String> tooLarge = queue.addAsync("large", "\"12345\"", small);
      CompletionStage<String> unparented = queue.addAsync("orphan", "{}", orphan);
      CompletionStage<String> good = queue.addAsync("good", "{}");

      assertFailed(tooLarge, IllegalArgumentException.class);
      assertFailed(unparented, ParentMissing.class);
      assertThat(join(good)).isEqualTo(queue.ids(JobState.WAITING, 0, -1).getFirst());
      assertThat(join(queue.addAllAsync(List.of()))).isEmpty();
    }
  }

  @Test
  void aLostReplyIsToldToAllOfItsCallAndTheNextCallGoesOut(TestRedis redis) {
    try (Proxy proxy = Proxy.to(redis);
        Queue queue = Queue.open(QueueOptions.of(proxy.uri(redis.uri()), "q"))) {
      join(queue.addAsync("n", "0"));
      proxy.cutAfterReplyBytes(1);

      List<CompletionStage<String>> cut =
          List.of(queue.addAsync("n", "1"), queue.addAsync("n", "2"));
      assertFailed(cut.getFirst(), OutcomeUnknown.class);
      proxy.pass();
      succeeded(cut.getLast());

      assertThat(succeeded(queue.addAsync("n", "3"))).isTrue();
    }
  }

  @Test
  void aValueThatCannotBeWrittenFailsItsStage(TestRedis redis) {
    List<Object> circle = new ArrayList<>();
    circle.add(circle);
    try (Queue queue = queue(redis)) {
      TypedQueue<List<Object>> typed = queue.typed(JacksonCodec.of(new TypeReference<>() {}));

      assertFailed(typed.addAsync("circle", circle), CodecFailed.class);
    }
  }

  @Test
  void anActionMayBlockAndAddInItsTurn(TestRedis redis) {
    try (Queue queue = queue(redis)) {
      CompletionStage<String> second =
          queue.addAsync("one", "1").thenApply(id -> queue.add("two", id));

      assertThat(join(second)).isEqualTo("2");
      assertThat(join(queue.typed(Codec.json()).addAsync("three", "3"))).isEqualTo("3");
    }
  }

  @Test
  void whatIsOnItsWayWhenTheQueueIsClosedIsToldAndLaterAddsToo(TestRedis redis) {
    List<CompletionStage<String>> stages = new ArrayList<>();
    Queue queue = queue(redis);
    for (int n = 0; n < 5000; n++) {
      stages.add(queue.addAsync("n", Integer.toString(n)));
    }

    queue.close();
    CompletionStage<String> late = queue.addAsync("late", "{}");

    long stored = stages.stream().filter(AddAsyncTest::succeeded).count();
    assertThat(succeeded(late)).isFalse();
    try (Queue look = queue(redis)) {
      assertThat(look.counts().waiting()).isGreaterThanOrEqualTo(stored);
    }
  }

  private static boolean succeeded(CompletionStage<String> stage) {
    return stage.handle((id, failure) -> failure == null).toCompletableFuture().join();
  }

  private static void assertFailed(CompletionStage<?> stage, Class<? extends Throwable> cause) {
    CompletableFuture<?> future = stage.toCompletableFuture();
    assertThatThrownBy(future::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(cause);
  }

  @Test
  void anInterruptedVirtualThreadAddsAndCutsNobodyOff(TestRedis redis) throws Exception {
    try (Queue queue = queue(redis)) {
      queue.add("n", "1");
      FutureTask<String> interrupted = interruptedAdd(queue);

      Thread.ofVirtual().start(interrupted);

      assertThat(interrupted.get()).isEqualTo("2 true");
    }
  }

  @Test
  void anInterruptedThreadAddsOverAUnixSocketToo() throws Exception {
    try (TestRedis redis =
            TestRedis.start(Persistence.NONE, d -> List.of("unixsocket " + d.resolve("r.sock")));
        Queue queue =
            Queue.open(QueueOptions.of("unix://" + redis.directory().resolve("r.sock"), "q"))) {
      queue.add("n", "1");
      FutureTask<String> interrupted = interruptedAdd(queue);

      Thread.ofPlatform().start(interrupted);

      assertThat(interrupted.get()).isEqualTo("2 true");
    }
  }

  private static FutureTask<String> interruptedAdd(Queue queue) {
    return new FutureTask<>(
        () -> {
          Thread.currentThread().interrupt();
          return queue.add("n", "1") + " " + Thread.currentThread().isInterrupted();
        });
  }
}

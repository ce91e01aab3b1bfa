package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidemill.event.JobEnding;
import dev.tidemill.event.QueueEvent;
import dev.tidemill.event.WorkerEvent;
import dev.tidemill.event.WorkerListener;
import dev.tidemill.job.JobOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.Proxy;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
@Timeout(60)
class QueueEventsTest {

  private final ConcurrentLinkedQueue<QueueEvent> heard = new ConcurrentLinkedQueue<>();

  private static QueueOptions options(TestRedis redis) {
    return QueueOptions.of(redis.uri(), "q");
  }

  private QueueEvents listen(QueueEventsOptions options) {
    QueueEvents events = QueueEvents.of(options).listener(heard::add).start();
    events.listening().toCompletableFuture().join();
    return events;
  }

  private List<String> names() {
    return heard.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  @Test
  void tellTheLifeOfAJobInOrder(TestRedis redis) {
    try (Queue queue = Queue.open(options(redis));
        QueueEvents events = listen(QueueEventsOptions.of(options(redis)));
        Worker worker =
            Worker.of(
                WorkerOptions.builder(options(redis)).build(),
                context -> {
                  throw new IllegalStateException("no");
                })) {
      queue.add("n", "{}", JobOptions.builder().delay(Duration.ofMillis(20)).build());
      worker.start();
      await().until(() -> names().contains("RetriesExhausted"));
      queue.pause();
      queue.resume();
      await().until(() -> names().contains("Resumed"));

      assertThat(names())
          .containsSubsequence(
              "Added", "Delayed", "Waiting", "Active", "Failed", "RetriesExhausted", "Paused");
      assertThat(heard)
          .anySatisfy(
              event ->
                  assertThat(event)
                      .isInstanceOfSatisfying(
                          QueueEvent.Failed.class,
                          failed -> {
                            assertThat(failed.jobId()).isEqualTo("1");
                            assertThat(failed.reason()).isEqualTo("no");
                            assertThat(failed.prev()).isEqualTo("active");
                          }));
      assertThat(events.position()).isEqualTo(new ArrayList<>(heard).getLast().at());
    }
  }

  @Test
  void startFromNowOrGoOnWhereOthersStopped(TestRedis redis) {
    try (QueueEventsProducer producer = QueueEventsProducer.open(options(redis))) {
      producer.publish("past", Map.of());
      String known;
      try (QueueEvents events = listen(QueueEventsOptions.of(options(redis)))) {
        producer.publish("one", Map.of("a", "\u20ac"));
        await().until(() -> heard.size() == 1);
        known = events.position();
      }
      producer.publish("two", Map.of());
      try (QueueEvents events = listen(QueueEventsOptions.of(options(redis)).after(known))) {
        await().until(() -> heard.size() == 2);
      }
    }

    assertThat(heard)
        .map(event -> ((QueueEvent.Custom) event).name())
        .containsExactly("one", "two");
    assertThat(((QueueEvent.Custom) heard.element()).fields()).isEqualTo(Map.of("a", "\u20ac"));
  }

  @Test
  void loseAndRepeatNothingWhileConnectionsBreakAtRandomBytes42(TestRedis redis) {
    Random random = new Random(42);
    List<String> published = IntStream.range(0, 600).mapToObj(Integer::toString).toList();
    try (Proxy proxy = Proxy.to(redis);
        QueueEventsProducer producer = QueueEventsProducer.open(options(redis));
        QueueEvents events =
            listen(
                QueueEventsOptions.of(
                    new QueueOptions(RedisUri.parse(proxy.uri(redis.uri())), "bull", "q")))) {
      for (String n : published) {
        if (Integer.parseInt(n) % 60 == 0) {
          proxy.cutAfterReplyBytes(1 + random.nextInt(3000));
        }
        producer.publish("n", Map.of("n", n));
      }
      await().until(() -> heard.size() >= published.size());

      assertThat(heard)
          .map(event -> ((QueueEvent.Custom) event).fields().get("n"))
          .containsExactlyElementsOf(published);
    }
  }

  @Test
  void outliveAListenerThatThrows(TestRedis redis) {
    try (QueueEventsProducer producer = QueueEventsProducer.open(options(redis));
        QueueEvents events = QueueEvents.of(options(redis))) {
      events.listener(
          event -> {
            throw new AssertionError("a listener's own fault");
          });
      events.listener(heard::add).start();
      events.listening().toCompletableFuture().join();

      producer.publish("one", Map.of());
      producer.publish("two", Map.of());

      await().until(() -> heard.size() == 2);
    }
  }

  @Test
  void refuseAPositionThatIsNone(TestRedis redis) {
    QueueEventsOptions options = QueueEventsOptions.of(options(redis));

    assertThatThrownBy(() -> options.after("yesterday"))
        .hasMessage(
            "after is 'yesterday': give the id of an event such as 1700000000000-0, 0 or $");
  }

  @Test
  void oneWaitMayLastAMonth(TestRedis redis) {
    Duration month = Duration.ofDays(30); // more milliseconds than an int has
    ConcurrentLinkedQueue<Throwable> troubles = new ConcurrentLinkedQueue<>();
    WorkerListener listener =
        event -> {
          if (event instanceof WorkerEvent.Trouble trouble) {
            troubles.add(trouble.cause());
          }
        };
    try (Queue queue = Queue.open(options(redis));
        QueueEvents events = listen(QueueEventsOptions.of(options(redis)).block(month));
        Worker worker =
            Worker.of(
                    WorkerOptions.builder(options(redis)).drainDelay(month).build(), context -> "1")
                .listener(listener)
                .start()) {
      await().until(() -> String.valueOf(redis.call("CLIENT", "LIST")).contains("cmd=bzpopmin"));

      String id = queue.add("n", "{}");

      assertThat(events.awaitFinished(id, Duration.ofSeconds(30)))
          .isEqualTo(new JobEnding.Completed("1"));
      assertThat(troubles).isEmpty();
    }
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Telemetry;
import dev.tidemill.queue.TracedHandler;
import dev.tidemill.queue.TracedQueue;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What ties a job to a trace is read by either side where the other has put it. */
@ExtendWith(NodeExtension.class)
final class TracesBothWaysTest {

  private static final String TEXT = "{\"traceparent\":\"00-0af7651916cd43dd-01\"}";

  private final NodePeer node;
  private final QueueOptions options;
  private final ConcurrentLinkedQueue<String> read = new ConcurrentLinkedQueue<>();

  TracesBothWaysTest(TestRedis redis, NodePeer node) {
    this.node = node;
    options = new QueueOptions(RedisUri.parse(redis.uri()), "traces", "jobs");
  }

  private Telemetry.Span open(Telemetry.Operation operation) {
    read.add(operation.name() + " " + operation.metadata());
    return new Telemetry.Span() {
      @Override
      public String metadata() {
        return TEXT;
      }

      @Override
      public void tell(Map<String, String> attributes) {}

      @Override
      public void failed(Throwable cause) {}

      @Override
      public void close() {}
    };
  }

  @Test
  void eachReadsWhatTheOtherWrote() {
    Map<String, ?> where = Map.of("prefix", "traces", "queue", "jobs");
    Map<String, Object> add = new HashMap<>(where);
    add.putAll(Map.of("name", "n", "data", Map.of()));
    add.put("opts", Map.of("telemetry", Map.of("metadata", TEXT)));
    node.call("add", add);
    try (Queue queue = Queue.open(options);
        Worker worker =
            Worker.of(
                WorkerOptions.builder(options).build(),
                TracedHandler.of(options, context -> "null", this::open))) {
      worker.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> read.contains("process " + TEXT));

      String ours = TracedQueue.of(queue, this::open).add("n", "{}");

      Map<String, Object> look = new HashMap<>(where);
      look.put("job", ours);
      assertThat(node.call("job", look).at("/opts/telemetry/metadata").asString()).isEqualTo(TEXT);
      assertThat(read).contains("add null");
    } finally {
      node.call("close", Map.of("prefix", "traces"));
    }
  }
}

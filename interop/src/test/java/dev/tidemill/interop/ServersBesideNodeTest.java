package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestCluster;
import dev.tidemill.testkit.TestSentinel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A queue is shared with each release also where Redis is more than one server. */
@ExtendWith(NodeExtension.class)
final class ServersBesideNodeTest {

  private static final int JOBS = 40;

  private static List<NewJob> jobs(String stem) {
    Stream<NewJob> plain =
        IntStream.range(0, JOBS).mapToObj(n -> NewJob.of(stem + n, "{\"return\":" + n + "}"));
    JobOptions late = JobOptions.builder().delay(Duration.ofMillis(300)).build();
    JobOptions retried = JobOptions.builder().attempts(2).priority(1).build();
    return Stream.concat(
            plain,
            Stream.of(
                new NewJob(stem + "retried", "{\"throw\":\"once\",\"throwUntil\":1}", retried),
                new NewJob(stem + "late", "{}", late)))
        .toList();
  }

  /** Each once but for the one that is tried again, and those of no kind in their order. */
  private static void assertAll(List<NewJob> jobs, List<String> handled) {
    List<String> names = new ArrayList<>(jobs.stream().map(NewJob::name).toList());
    List<String> plain = List.copyOf(names.subList(0, JOBS));
    names.add(names.get(JOBS));
    assertThat(handled)
        .containsExactlyInAnyOrderElementsOf(names)
        .containsSubsequence(plain.toArray(String[]::new));
  }

  private static void isSharedWith(Release release, String uri) {
    String prefix = "{mill-" + release.folder() + "}";
    QueueOptions options = new QueueOptions(RedisUri.parse(uri), prefix, "jobs");
    try (NodePeer peer = NodePeer.start(NodeExtension.INTEROP, uri, release);
        Queue queue = Queue.open(options)) {
      NodeSide node = new NodeSide(peer, prefix, "jobs");
      node.call("listen", Map.of());
      List<String> ids = new ArrayList<>(node.addAll(jobs("its")));

      assertAll(jobs("its"), handledByOurs(queue));
      ids.addAll(queue.addAll(jobs("ours")));
      node.call("start", Map.of("worker", Map.of()));
      Scene.soon().until(() -> queue.counts().completed() == ids.size());

      List<String> handled = new ArrayList<>();
      node.call("handled", Map.of()).forEach(job -> handled.add(job.get("name").asString()));
      assertAll(jobs("ours"), handled);
      assertThat(node.queue("getJobCounts").get("completed").asInt()).isEqualTo(ids.size());
      Scene.soon()
          .untilAsserted(
              () -> assertThat(completed(node)).containsExactlyInAnyOrderElementsOf(ids));
      node.close();
    }
  }

  private static List<String> handledByOurs(Queue queue) {
    List<String> handled = new CopyOnWriteArrayList<>();
    WorkerOptions options = WorkerOptions.builder(queue.options()).build();
    try (Worker worker =
        Worker.of(
            options,
            job -> {
              handled.add(job.job().name());
              if (job.job().data().contains("throw") && job.job().attemptsMade() == 0) {
                throw new IllegalStateException("once");
              }
              return job.job().data();
            })) {
      worker.start();
      Scene.soon().until(() -> queue.counts().completed() == jobs("").size());
    }
    return handled;
  }

  private static List<String> completed(NodeSide node) {
    return node.heard().stream()
        .filter(heard -> heard.get("name").asString().equals("completed"))
        .map(heard -> heard.get("args").get("jobId").asString())
        .toList();
  }

  @Test
  void aQueueInAClusterIsSharedWithNode() {
    try (TestCluster cluster = TestCluster.start()) {
      Stream.of(Release.values()).forEach(release -> isSharedWith(release, cluster.uri()));
    }
  }

  @Test
  void aQueueWhoseMasterSentinelsKnowIsSharedWithNode() {
    try (TestSentinel all = TestSentinel.start()) {
      Stream.of(Release.values()).forEach(release -> isSharedWith(release, all.uri()));
    }
  }
}

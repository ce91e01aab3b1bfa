package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.AddedFlow;
import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.FlowNode;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.queue.FlowProducer;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/flows.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class FlowsTest {

  @Test
  void aParentRunsAfterItsChildren(TestRedis server) {
    String redis = server.uri();
    QueueOptions pages = QueueOptions.of(redis, "pages");
    QueueOptions books = QueueOptions.of(redis, "books");
    JobHandler bind =
        // region values
        context -> {
          Map<String, String> results = context.childrenValues(); // JSON by the key of each child
          return "{\"pages\":" + results.size() + "}";
        };
    // endregion
    try (Queue all = Queue.open(books);
        Worker printing =
            Worker.of(WorkerOptions.builder(pages).build(), context -> context.job().data());
        Worker binding = Worker.of(WorkerOptions.builder(books).build(), bind)) {
      printing.start();
      binding.start();
      // region add
      try (FlowProducer flows = FlowProducer.open(redis)) {
        AddedFlow book =
            flows.add(
                FlowJob.of("books", "bind", "{}")
                    .waitingFor(
                        FlowJob.of("pages", "print", "1"), FlowJob.of("pages", "print", "2")));
        FlowNode tree = flows.flow(book.ref()); // as it stands now, or null
        // endregion
        assertThat(Objects.requireNonNull(tree).childCount()).isEqualTo(2);
        await().until(() -> all.state(book.id()) == JobState.COMPLETED);
        assertThat(Objects.requireNonNull(all.job(book.id())).returnValue())
            .isEqualTo("{\"pages\":2}");
      }
    }
  }

  @Test
  void aChildsFailureMeansWhatItsOptionsSay(TestRedis redis) {
    QueueOptions pages = QueueOptions.of(redis.uri(), "pages");
    try (FlowProducer flows = FlowProducer.open(redis.uri());
        Queue queue = Queue.open(pages);
        Worker worker =
            Worker.of(
                WorkerOptions.builder(pages).build(),
                context -> {
                  if (context.job().name().equals("advert")) {
                    throw new IllegalStateException("no advert today");
                  }
                  return Integer.toString(context.ignoredChildrenFailures().size());
                })) {
      worker.start();
      // region failure
      JobOptions optional = JobOptions.builder().onFailure(ChildFailure.IGNORED).build();
      FlowJob advert = FlowJob.of("pages", "advert", "{}").with(optional);
      FlowJob issue = FlowJob.of("pages", "issue", "{}").waitingFor(advert);
      // endregion
      String id = flows.add(issue).id();
      await().until(() -> queue.state(id) == JobState.COMPLETED);
      assertThat(Objects.requireNonNull(queue.job(id)).returnValue()).isEqualTo("1");
    }
  }

  @Test
  void aHandlerAddsChildrenAndWaitsForThem(TestRedis redis) {
    QueueOptions work = QueueOptions.of(redis.uri(), "work");
    try (Queue queue = Queue.open(work)) {
      JobHandler handler =
          // region children
          context -> {
            if (context.job().name().equals("part")) {
              return "1";
            }
            if (context.job().data().equals("\"new\"")) {
              JobOptions child = JobOptions.builder().parent(work.ref(context.job().id())).build();
              queue.add("part", "{}", child);
              context.updateData("\"parts added\""); // so that the next run does not add them again
            }
            context.waitForChildren(); // ends this run if some are to finish; counts no attempt
            return Integer.toString(context.childrenValues().size());
          };
      // endregion
      try (Worker worker =
          Worker.of(WorkerOptions.builder(work).concurrency(2).build(), handler).start()) {
        String id = queue.add("whole", "\"new\"");
        await().until(() -> queue.state(id) == JobState.COMPLETED);
        assertThat(Objects.requireNonNull(queue.job(id)).returnValue()).isEqualTo("1");
        assertThat(queue.counts().completed()).isEqualTo(2);
      }
    }
  }
}

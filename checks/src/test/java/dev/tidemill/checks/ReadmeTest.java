package dev.tidemill.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example of the README is the one below, and it works. */
@ExtendWith(RedisExtension.class)
final class ReadmeTest {

  private final List<String> sent = new CopyOnWriteArrayList<>();

  @Test
  void theExampleWorks(TestRedis server) {
    example(server.uri());

    assertThat(sent).containsExactly("{\"to\":\"ada@example.org\"}");
  }

  private void example(String redis) {
    // region example
    QueueOptions mail = QueueOptions.of(redis, "mail"); // such as redis://127.0.0.1:6379

    try (Queue queue = Queue.open(mail);
        Worker worker =
            Worker.of(WorkerOptions.builder(mail).concurrency(20).build(), job -> send(job))) {
      worker.start();

      queue.add("welcome", "{\"to\":\"ada@example.org\"}");
      queue.add(
          "reminder",
          "{\"to\":\"ada@example.org\"}",
          JobOptions.builder().delay(Duration.ofHours(24)).attempts(3).build());
      // endregion
      await().until(() -> queue.counts().completed() == 1);
      assertThat(queue.counts().delayed()).isEqualTo(1);
    }
  }

  private String send(JobContext job) {
    sent.add(job.job().data());
    return "null";
  }

  @Test
  void theReadmeShowsTheExampleThatWorks() {
    SourceFile readme = SourceFile.read(Tree.root().resolve("README.md"));
    SourceFile here =
        SourceFile.read(
            Tree.root().resolve("checks/src/test/java/dev/tidemill/checks/ReadmeTest.java"));

    assertThat(between(readme.text(), "```java\n", "```"))
        .isEqualTo(
            between(here.text(), "    // region example\n", "      // endregion").indent(-4)
                + "}\n");
  }

  @Test
  void theReadmeBeginsWithTheTwoCommands() {
    SourceFile readme = SourceFile.read(Tree.root().resolve("README.md"));

    assertThat(readme.text().lines().limit(6)).anyMatch(line -> line.startsWith("./tidemill "));
    assertThat(readme.text().lines().limit(6)).anyMatch(line -> line.startsWith("mvn -B verify "));
  }

  private static String between(String text, String from, String to) {
    Matcher found =
        Pattern.compile(Pattern.quote(from) + "(.*?)" + Pattern.quote(to), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as("a part between %s and %s", from, to).isTrue();
    return found.group(1);
  }
}

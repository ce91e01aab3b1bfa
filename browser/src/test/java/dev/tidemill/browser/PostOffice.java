package dev.tidemill.browser;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;

/** A queue as it is found at work: jobs done, failed, under way, in line and put off. */
final class PostOffice implements AutoCloseable {

  private static final int DONE = 240;
  private static final int SLOTS = 3;

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue queue;
  private final Worker worker;

  PostOffice(TestRedis redis) {
    QueueOptions mails = QueueOptions.of(redis.uri(), Mails.NAME);
    queue = Queue.open(mails);
    worker = Worker.of(WorkerOptions.builder(mails).concurrency(SLOTS).build(), this::send);
  }

  /**
   * Returns when all is as the pictures are to show it; answers the id of a job that has failed.
   */
  String fill() {
    JobOptions twice =
        JobOptions.builder().attempts(2).backoff(Backoff.fixed(Duration.ofMillis(700))).build();
    for (int n = 0; n < DONE; n++) {
      queue.add(n % 3 == 0 ? "invoice" : "welcome", to("ada", n), JobOptions.defaults());
    }
    for (int n = 0; n < 8; n++) {
      queue.add(n % 3 == 0 ? "digest" : "newsletter", to("nobody", n), twice);
    }
    worker.start();
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> queue.counts().failed() == 8);
    for (int n = 0; n < 6; n++) {
      queue.add("reminder", to("ada", n), JobOptions.builder().delay(Duration.ofHours(3)).build());
    }
    for (int n = 0; n < 17; n++) {
      queue.add("parcel", to("ada", n), JobOptions.defaults());
    }
    Awaitility.await().until(() -> queue.counts().active() == SLOTS);
    return Integer.toString(DONE + 1);
  }

  private static String to(String name, int n) {
    return "{\"to\":\"" + name + "@example.org\",\"letter\":" + (4100 + n) + "}";
  }

  private String send(JobContext context) throws InterruptedException {
    String name = context.job().name();
    context.log("looking for the mail server of example.org");
    if (name.equals("parcel")) {
      context.updateProgress("61");
      closing.await();
    }
    if (name.equals("digest") || name.equals("newsletter")) {
      context.log("smtp.example.org:25 does not answer");
      throw new IllegalStateException("smtp.example.org:25 timed out after 30 s");
    }
    return "\"sent\"";
  }

  @Override
  public void close() {
    closing.countDown();
    worker.close();
    queue.close();
  }
}

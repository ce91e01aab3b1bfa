package dev.tidemill.server.api.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Deeds;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OperationsTest {

  @Test
  void anErrorEndsAnOperationAsAnExceptionDoes() {
    try (Operations operations = new Operations(InstantSource.system(), new Deeds())) {
      Operation operation =
          operations.begin(
              "drain",
              new Entry("bull", "mails"),
              one -> {
                throw new OutOfMemoryError("as if");
              });

      Awaitility.await().until(operation::isOver);

      assertThat(operation.json().toString()).contains("\"phase\":\"failed\"");
    }
  }

  @Test
  void operationsHoldNoMoreJobsTogetherThanThereIsRoomFor() {
    CountDownLatch enough = new CountDownLatch(1);
    try (Operations operations = new Operations(InstantSource.system(), new Deeds())) {
      Operation first =
          operations.begin(
              "retry",
              new Entry("bull", "mails"),
              one -> {
                one.found(600_000, 600_000, 600_000);
                one.running();
                enough.countDown();
                one.await(1, TimeUnit.HOURS);
              });
      Awaitility.await().until(() -> enough.getCount() == 0);
      Operation second =
          operations.begin(
              "retry",
              new Entry("bull", "texts"),
              one -> {
                one.found(300_000, 300_000, 300_000);
                one.found(500_000, 500_000, 500_000);
              });

      Awaitility.await().until(second::isOver);

      assertThat(second.json().toString())
          .contains("\"phase\":\"failed\"", "1000000 jobs", "'limit'");
      first.cancel();
      Awaitility.await().until(first::isOver);
      Operation third =
          operations.begin(
              "retry",
              new Entry("bull", "mails"),
              one -> one.found(1_000_000, 1_000_000, 1_000_000));
      Awaitility.await().until(third::isOver);
      assertThat(third.json().toString()).contains("\"phase\":\"done\"");
    }
  }
}

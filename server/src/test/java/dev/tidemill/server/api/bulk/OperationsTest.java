package dev.tidemill.server.api.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.queue.QueueDirectory.Entry;
import dev.tidemill.server.api.Deeds;
import java.time.InstantSource;
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
}

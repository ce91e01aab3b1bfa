package dev.tidemill.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.Added;
import dev.tidemill.queue.Advance;
import dev.tidemill.queue.LedgerSession;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.SourceMoved;
import dev.tidemill.queue.Standing;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The examples of {@code docs/guide/ledger.md}. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class LedgerGuideTest {

  @Test
  void whatIsAddedIsCountedOnce(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "orders"))) {
      // region count
      try (LedgerSession session = queue.ledger().enter("shop-1")) {
        Added added = session.add(List.of(NewJob.of("order", "{\"n\":1}")));
        long count = added.count(); // 1: this job and all before it, each once
        // endregion
        assertThat(count).isEqualTo(1);
      }
    }
  }

  /** A table of rows that are to become jobs, such as an outbox in a database. */
  private static final List<String> ROWS = List.of("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");

  private static List<String> rowsAfter(long row) {
    return ROWS.subList((int) row, (int) Math.min(ROWS.size(), row + 2));
  }

  // region outbox
  static long relay(Queue queue) {
    try (LedgerSession session = queue.ledger().enter("relay")) {
      String at = queue.ledger().position("outbox");
      List<String> rows = rowsAfter(at.isEmpty() ? 0 : Long.parseLong(at));
      long count = 0;
      while (!rows.isEmpty()) {
        long last = (at.isEmpty() ? 0 : Long.parseLong(at)) + rows.size();
        String to = Long.toString(last);
        List<NewJob> jobs = rows.stream().map(row -> NewJob.of("row", row)).toList();
        count = session.add(jobs, new Advance("outbox", at, to)).count(); // both, or neither
        at = to;
        rows = rowsAfter(last);
      }
      return count;
    }
  }

  // endregion

  @Test
  void anOutboxIsRelayedOnce(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "rows"))) {
      assertThat(relay(queue)).isEqualTo(3);
      relay(queue); // as after a restart

      Standing standing = queue.ledger().standing();
      assertThat(standing.count()).isEqualTo(3);
      assertThat(queue.ledger().position("outbox")).isEqualTo("3");
      assertThat(queue.counts().waiting()).isEqualTo(3);
      try (LedgerSession late = queue.ledger().enter("relay")) {
        assertThatThrownBy(
                () -> late.add(List.of(NewJob.of("row", "{}")), new Advance("outbox", "1", "2")))
            .isInstanceOf(SourceMoved.class)
            .hasMessageContaining("read it again from there");
      }
    }
  }
}

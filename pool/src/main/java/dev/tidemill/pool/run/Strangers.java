package dev.tidemill.pool.run;

import dev.tidemill.pool.state.Finding;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueWorker;
import dev.tidemill.redis.CommandRejected;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks whether others take jobs of a pool's queue: the original, perhaps, still running.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Strangers {

  private static final String OURS = "tidemill.pool.";

  private final Queue queue;
  private final Findings findings;

  Strangers(Queue queue, Findings findings) {
    this.queue = queue;
    this.findings = findings;
  }

  /** Under which name a node's pullers are known. */
  static String nameOf(String node) {
    return OURS + node;
  }

  /** Looks, where Redis lets its clients be listed. */
  void look() {
    List<QueueWorker> others;
    try {
      others = queue.figures().workers();
    } catch (CommandRejected e) {
      return; // then nobody can be told from nobody
    }
    String told =
        others.stream()
            .filter(worker -> !worker.name().startsWith(OURS))
            .map(Strangers::told)
            .sorted()
            .collect(Collectors.joining(", "));
    if (told.isEmpty()) {
      findings.over(Finding.Code.OTHER_CONSUMER);
    } else {
      findings.alert(
          new Finding(
              Finding.Code.OTHER_CONSUMER,
              "Others take jobs of the queue: " + told,
              "what they take is not counted as done here, and systemState is not written"));
    }
  }

  private static String told(QueueWorker worker) {
    return (worker.name().isEmpty() ? "a worker" : worker.name()) + " at " + worker.address();
  }
}

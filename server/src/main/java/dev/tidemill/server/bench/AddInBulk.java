package dev.tidemill.server.bench;

import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.TypedQueue;
import java.util.Collections;
import java.util.Map;

/** One caller adds fifty jobs at once and awaits them. */
record AddInBulk() implements Scenario {

  private static final int AT_ONCE = 50;

  @Override
  public String name() {
    return "queue-add-bulk";
  }

  @Override
  public int usualJobs() {
    return 100_000;
  }

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    return Adding.measured(ground, options, jobs, queue -> add(ground, queue, jobs));
  }

  static void add(Ground ground, TypedQueue<Map<String, Map<String, String>>> queue, int jobs) {
    for (int n = 0; n < jobs; n += AT_ONCE) {
      ground.goOn();
      queue.addAll("bench", Collections.nCopies(Math.min(AT_ONCE, jobs - n), Payload.VALUE));
    }
  }
}

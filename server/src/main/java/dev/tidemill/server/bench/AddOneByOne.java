package dev.tidemill.server.bench;

import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.TypedQueue;
import java.util.Map;

/** One caller adds job after job and awaits each. */
record AddOneByOne() implements Scenario {

  @Override
  public String name() {
    return "queue-add";
  }

  @Override
  public int usualJobs() {
    return 20_000;
  }

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    return Adding.measured(ground, options, jobs, queue -> add(ground, queue, jobs));
  }

  private static void add(
      Ground ground, TypedQueue<Map<String, Map<String, String>>> queue, int jobs) {
    for (int n = 0; n < jobs; n++) {
      ground.goOn();
      queue.add("bench", Payload.VALUE);
    }
  }
}

package dev.tidemill.server.bench;

import dev.tidemill.queue.Queue;
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
    try (Queue queue = Queue.open(options)) {
      TypedQueue<Map<String, Map<String, String>>> typed = queue.typed(Payload.CODEC);
      queue.counts(); // connects
      Stretch stretch = ground.measure(() -> add(ground, typed, jobs));
      return new Measured(jobs, stretch, new ReadBack(ground, options, jobs).added(queue));
    }
  }

  private static void add(
      Ground ground, TypedQueue<Map<String, Map<String, String>>> queue, int jobs) {
    for (int n = 0; n < jobs; n++) {
      ground.goOn();
      queue.add("bench", Payload.VALUE);
    }
  }
}

package dev.tidemill.server.bench;

import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.TypedQueue;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the scenarios that only add have in common: a queue that is connected, timed and read back.
 */
final class Adding {

  private Adding() {}

  static Measured measured(
      Ground ground,
      QueueOptions options,
      int jobs,
      Consumer<TypedQueue<Map<String, Map<String, String>>>> adds)
      throws InterruptedException {
    try (Queue queue = Queue.open(options)) {
      TypedQueue<Map<String, Map<String, String>>> typed = queue.typed(Payload.CODEC);
      queue.counts(); // connects
      Stretch stretch = ground.measure(() -> adds.accept(typed));
      return new Measured(jobs, stretch, new ReadBack(ground, options, jobs).added(queue));
    }
  }
}

package org.example.shop;

import dev.tidemill.codec.Codec;
import dev.tidemill.event.JobEnding;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueEvents;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.time.Duration;

/** Adds a job and works it off; says on standard output how that ended. */
final class Shop {

  private Shop() {}

  public static void main(String[] args) {
    QueueOptions orders = QueueOptions.of(args[0], "orders");

    try (Queue queue = Queue.open(orders);
        QueueEvents events = QueueEvents.of(orders);
        Worker worker =
            Worker.typed(
                WorkerOptions.builder(orders).build(),
                Codec.json(),
                Codec.json(),
                (order, job) -> "{\"sent\":" + order + "}")) {
      worker.start();

      String id = queue.add("order", "{\"price\":1.50}");
      JobEnding ending = queue.handle(id).awaitFinished(events, Duration.ofSeconds(30));
      System.out.println(ending);
    }
  }
}

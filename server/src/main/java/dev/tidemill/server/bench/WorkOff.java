package dev.tidemill.server.bench;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.Worker;
import dev.tidemill.queue.WorkerOptions;
import java.util.concurrent.CountDownLatch;

/**
 * A worker takes jobs that were added before; its handler answers the job's id at once.
 *
 * <p>It does not read the payload, which is handed to a handler as the text it is; BullMQ under
 * Node.js reads each payload before its handler may ask for it.
 *
 * @param name as users name it
 * @param concurrency how many jobs it runs at once
 * @param usualJobs how many make a run of some seconds
 */
record WorkOff(String name, int concurrency, int usualJobs) implements Scenario {

  @Override
  public Measured run(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    try (Queue queue = Queue.open(options)) {
      AddInBulk.add(ground, queue.typed(Payload.CODEC), jobs);
      Stretch stretch = work(ground, options, jobs);
      return new Measured(jobs, stretch, new ReadBack(ground, options, jobs).completed(queue));
    }
  }

  private Stretch work(Ground ground, QueueOptions options, int jobs) throws InterruptedException {
    CountDownLatch left = new CountDownLatch(jobs);
    WorkerOptions how = WorkerOptions.builder(options).concurrency(concurrency).build();
    try (Worker worker = Worker.of(how, job -> Payload.RESULT.encode(job.job().id()))) {
      worker.listener(
          event -> {
            if (event instanceof WorkerEvent.Completed) {
              left.countDown();
            }
          });
      return ground.measure(
          () -> {
            worker.start();
            ground.await(left);
          });
    }
  }
}

package dev.tidemill.server.bench;

import dev.tidemill.queue.QueueOptions;

/** Something that is measured. */
interface Scenario {

  /** As users name it. */
  String name();

  /** How many jobs make a run of some seconds. */
  int usualJobs();

  /** How many jobs each warm-up does before so many are measured, for the JVM to be warm. */
  default int warmUp(int jobs) {
    return jobs;
  }

  /** Does so many jobs in a queue that is empty, and reads back what came of them. */
  Measured run(Ground ground, QueueOptions queue, int jobs) throws InterruptedException;
}

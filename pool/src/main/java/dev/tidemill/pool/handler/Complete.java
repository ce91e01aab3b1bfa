package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import java.time.Duration;

/**
 * Every message goes well after a while.
 *
 * @param work how long it takes
 */
record Complete(Duration work) implements Handler {

  Complete {
    if (!work.isPositive()) {
      throw new IllegalArgumentException("work is " + work + ": give zero or more");
    }
  }

  @Override
  public String handle(Job job) throws InterruptedException {
    Thread.sleep(work);
    return "null";
  }
}

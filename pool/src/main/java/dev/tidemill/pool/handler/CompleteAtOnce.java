package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import java.util.Collections;
import java.util.List;

/** Every message goes well, in no time. */
record CompleteAtOnce() implements QuickHandler {

  @Override
  public List<String> handleAll(List<Job> jobs) {
    return Collections.nCopies(jobs.size(), "null");
  }

  @Override
  public String toString() {
    return "complete";
  }
}

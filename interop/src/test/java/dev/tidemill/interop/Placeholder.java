package dev.tidemill.interop;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.NewJob;

/**
 * Jobs of a duel name each other's queues under the prefix {@code ~}; each player puts its own in
 * its place.
 */
final class Placeholder {

  private Placeholder() {}

  static NewJob resolve(NewJob job, String prefix) {
    return new NewJob(job.name(), job.data(), resolve(job.options(), prefix));
  }

  static JobOptions resolve(JobOptions options, String prefix) {
    JobRef parent = options.parent();
    if (parent == null || !parent.queue().startsWith("~:")) {
      return options;
    }
    JobRef own = new JobRef(prefix + parent.queue().substring(1), parent.id());
    return options.toBuilder().parent(own).build();
  }
}

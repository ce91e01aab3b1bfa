package dev.tidemill.server.api.queue;

import dev.tidemill.job.JobCounts;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.queue.QueueDirectory;
import dev.tidemill.queue.QueueDirectory.Entry;

/**
 * How a queue stands.
 *
 * @param meta what holds for it
 * @param counts of its jobs
 */
record Standing(QueueMeta meta, JobCounts counts) {

  static Standing of(QueueDirectory directory, Entry queue) {
    return new Standing(directory.meta(queue), directory.counts(queue));
  }
}

package dev.tidemill.job;

import java.util.Map;

/**
 * What a handler may do to the job it has, carried out by the consumer that gave it the job; see
 * {@link JobContext}, which says what each means.
 */
public interface JobPowers {

  /** Replaces the job's payload. */
  void updateData(String json);

  /** Says how far the job is. */
  void updateProgress(String json);

  /** Adds a line to the job's log; answers how many there are. */
  long log(String line);

  /** Whether the job has children that are to finish, or that one with that key; empty for any. */
  boolean hasPendingChildren(String childKey);

  /** The results of the job's children that have completed. */
  Map<String, String> childrenValues();

  /** Why those of the job's children failed that it was to go on without. */
  Map<String, String> ignoredChildrenFailures();
}

package dev.tidemill.job;

/** Where in its queue a job is. */
public enum JobState {
  /** In line, next to be taken when its turn comes. */
  WAITING,
  /** A worker has it. */
  ACTIVE,
  /** Not due yet. */
  DELAYED,
  /** In line behind all that wait, by priority. */
  PRIORITIZED,
  /** A parent whose children have not all finished. */
  WAITING_CHILDREN,
  /** Finished well. */
  COMPLETED,
  /** Finished badly, for good. */
  FAILED,
  /** In no state: there is no such job, or its queue was tampered with. */
  UNKNOWN
}

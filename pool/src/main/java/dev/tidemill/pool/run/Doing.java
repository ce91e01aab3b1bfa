package dev.tidemill.pool.run;

/** What a worker is doing at this instant. */
public enum Doing {
  /** It takes a message from the source and adds it. */
  PUSHING,
  /** It may not push yet, for too many messages wait in the queue. */
  HELD,
  /** It waits for its next message or its next job. */
  WAITING,
  /** It handles a job. */
  HANDLING,
  /** It has nothing to do. */
  RESTING
}

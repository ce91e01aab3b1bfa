package dev.tidemill.event;

import dev.tidemill.job.Job;

/** What happened at a consumer of a queue. */
public sealed interface WorkerEvent {

  /** A job was claimed and is about to be handled. */
  record Active(Job job) implements WorkerEvent {}

  /**
   * A handler has said how far its job is, and Redis knows.
   *
   * @param progress as JSON text
   */
  record Progress(Job job, String progress) implements WorkerEvent {}

  /**
   * A job has completed, and Redis knows.
   *
   * @param returnValue as JSON text
   */
  record Completed(Job job, String returnValue) implements WorkerEvent {}

  /** A job has failed for good, and Redis knows. */
  record Failed(Job job, String reason) implements WorkerEvent {}

  /** An attempt failed and the job will be tried again after so many milliseconds. */
  record Retrying(Job job, String reason, long millis) implements WorkerEvent {}

  /** A sweep found a job whose worker has gone silent, and put it back in line. */
  record Stalled(String id) implements WorkerEvent {}

  /**
   * A job is no longer ours: its lock ran out or was taken; what its handler does counts for
   * nothing.
   */
  record LockLost(Job job) implements WorkerEvent {}

  /** The consumer looked for jobs and there is none to take: told once, until it finds one. */
  record Drained() implements WorkerEvent {}

  /** The consumer takes nothing more until it is resumed; jobs that run go on. */
  record Paused() implements WorkerEvent {}

  /** The consumer takes jobs again. */
  record Resumed() implements WorkerEvent {}

  /** The consumer takes nothing more; jobs that run may end. */
  record Closing() implements WorkerEvent {}

  /** The consumer has ended. */
  record Closed() implements WorkerEvent {}

  /** Something did not work; the consumer goes on. */
  record Trouble(String what, Throwable cause) implements WorkerEvent {}
}

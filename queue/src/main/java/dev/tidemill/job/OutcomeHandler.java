package dev.tidemill.job;

/**
 * What is done with a job, for handlers that tell as a value how each attempt ended; {@link
 * JobHandler} is for those that complete or throw.
 *
 * <p><b>Threading:</b> as {@link JobHandler}.
 */
@FunctionalInterface
public interface OutcomeHandler {

  /**
   * Handles one job.
   *
   * @throws StepException for an outcome told by throwing it
   * @throws Exception when the attempt failed
   */
  Outcome handle(JobContext context) throws Exception;
}

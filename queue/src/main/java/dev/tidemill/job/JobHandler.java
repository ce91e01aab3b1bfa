package dev.tidemill.job;

/**
 * What is done with a job.
 *
 * <p><b>Threading:</b> called from many threads at once, once for each job that is active. The
 * thread is interrupted when the job is lost, or when the consumer cannot wait any longer.
 */
@FunctionalInterface
public interface JobHandler {

  /**
   * Handles one job.
   *
   * @return the result as JSON text, {@code null} as text for nothing; what is no JSON fails the
   *     job for good
   * @throws StepException when the attempt ends in another way, such as {@link DelayedException};
   *     {@link UnrecoverableException} when the job is not to be tried again
   * @throws Exception when the attempt failed
   */
  String handle(JobContext context) throws Exception;
}

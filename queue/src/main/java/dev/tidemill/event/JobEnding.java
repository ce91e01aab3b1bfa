package dev.tidemill.event;

/** How a job ended for somebody who waited for it. */
public sealed interface JobEnding {

  /**
   * It has completed.
   *
   * @param returnValue the result as JSON text
   */
  record Completed(String returnValue) implements JobEnding {}

  /** It has failed for good. */
  record Failed(String reason) implements JobEnding {}

  /** There is no such job, or none any more: what became of it cannot be told. */
  record Gone() implements JobEnding {}
}

package dev.tidemill.job;

/**
 * An attempt that failed and is not the last that the job has.
 *
 * @param job as it was claimed
 * @param attempt which one it was, 1 for the first
 * @param type of the job's backoff, as its adder named it
 * @param cause what the handler threw
 */
public record FailedAttempt(Job job, int attempt, String type, Throwable cause) {}

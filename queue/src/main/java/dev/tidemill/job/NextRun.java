package dev.tidemill.job;

import java.time.Duration;

/**
 * The job that a scheduler has made and that waits for its time.
 *
 * @param jobId its id
 * @param delay how long after it was made it is due; zero for at once
 */
public record NextRun(String jobId, Duration delay) {}

package dev.tidemill.job;

import org.jspecify.annotations.Nullable;

/**
 * What ties a job to the trace in which it was added. Passed through as it is.
 *
 * @param metadata the propagation text that the adder's telemetry made, or null for none
 * @param omit whether a client that adds or takes the job is to leave its own context out
 */
public record TraceContext(@Nullable String metadata, boolean omit) {}

/**
 * OpenTelemetry hooked into queues and workers: spans and metrics under the names that BullMQ's own
 * hook gives them.
 *
 * <p>May depend on {@code queue}, {@code job} and {@code event}.
 */
@NullMarked
package dev.tidemill.telemetry;

import org.jspecify.annotations.NullMarked;

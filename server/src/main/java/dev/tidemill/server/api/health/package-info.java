/**
 * Whether the server lives, whether it is ready, and its figures for Prometheus.
 *
 * <p>May depend on the queue module, the pool, {@code server.api} and {@code server.api.queue};
 * knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.health;

import org.jspecify.annotations.NullMarked;

/**
 * What a pool is and how it changes: values and pure functions, no Redis, no threads, no clock.
 *
 * <p>May depend on {@code job} of the queue, for what a rate limit is.
 */
@NullMarked
package dev.tidemill.pool.state;

import org.jspecify.annotations.NullMarked;

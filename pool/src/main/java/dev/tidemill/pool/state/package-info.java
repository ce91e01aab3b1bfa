/**
 * What a pool is and how it changes: values and pure functions, no Redis, no threads, no clock.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.pool.state;

import org.jspecify.annotations.NullMarked;

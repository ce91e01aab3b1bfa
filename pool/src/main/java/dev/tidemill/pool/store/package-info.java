/**
 * A pool in Redis: its plan, the copy that the original program reads, its history.
 *
 * <p>May depend on {@code state} and {@code node} of the pool and on {@code redis} of the queue.
 */
@NullMarked
package dev.tidemill.pool.store;

import org.jspecify.annotations.NullMarked;

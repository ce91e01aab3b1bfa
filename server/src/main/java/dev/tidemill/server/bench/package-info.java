/**
 * The benchmark: the field's four standard scenarios and three of our own, on queues of its own
 * that it removes again; what it claims to have done is read back from Redis.
 *
 * <p>May depend on the queue, the pool and on the command line's failures.
 */
@NullMarked
package dev.tidemill.server.bench;

import org.jspecify.annotations.NullMarked;

/**
 * How a pool runs: its workers and the crew that has them take turns, the line on which they push,
 * and what is written down about it. Not exported.
 *
 * <p>What a node of a fleet decides is in {@code node}; this carries it out.
 *
 * <p>May depend on {@code state}, {@code node}, {@code store}, {@code source} and {@code handler}
 * of the pool and on the queue.
 */
@NullMarked
package dev.tidemill.pool.run;

import org.jspecify.annotations.NullMarked;

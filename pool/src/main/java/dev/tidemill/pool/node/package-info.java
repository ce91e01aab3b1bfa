/**
 * What a node of a fleet decides, as machines that hear what has happened and answer what is to be
 * done: no threads, no clock, no Redis. {@code pool.run} carries it out, and so does a simulation.
 *
 * <p>Depends on {@code pool.state}.
 */
@NullMarked
package dev.tidemill.pool.node;

import org.jspecify.annotations.NullMarked;

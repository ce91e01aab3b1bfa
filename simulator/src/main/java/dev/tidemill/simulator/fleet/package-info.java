/**
 * A fleet of nodes on simulated machines, links and a model of our own scripts: what each node
 * decides is the pool's own code.
 *
 * <p>May depend on the simulator's time and on {@code state} and {@code node} of the pool.
 */
@NullMarked
package dev.tidemill.simulator.fleet;

import org.jspecify.annotations.NullMarked;

/**
 * Policies of a pool on simulated workloads: messages that arrive at a source whatever the pool
 * does, workers that push and pull them by the pool's own code, and what comes of it as text.
 *
 * <p>May depend on the timeline and on the pool's plan.
 */
@NullMarked
package dev.tidemill.simulator.workload;

import org.jspecify.annotations.NullMarked;

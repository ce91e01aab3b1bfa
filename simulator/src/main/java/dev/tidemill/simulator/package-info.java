/**
 * Simulated time: events in order, one after the other, alike for every seed. May depend on
 * nothing.
 */
@NullMarked
package dev.tidemill.simulator;

import org.jspecify.annotations.NullMarked;

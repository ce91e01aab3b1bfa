/**
 * How things run: one loop type, a waiter that loses no wake-up, and group commit.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.loop;

import org.jspecify.annotations.NullMarked;

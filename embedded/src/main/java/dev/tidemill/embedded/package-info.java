/**
 * A real Redis server as a child process.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * A real Redis server as a child process: found, started, watched, started again when it dies, and
 * ended with its parent whatever ends that.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.embedded;

import org.jspecify.annotations.NullMarked;

/**
 * The front door: queues, workers and ledgers as users see them.
 *
 * <p>May depend on every package of this module; nothing here depends on it.
 */
@NullMarked
package dev.tidemill.queue;

import org.jspecify.annotations.NullMarked;

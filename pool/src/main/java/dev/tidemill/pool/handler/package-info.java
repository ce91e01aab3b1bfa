/**
 * What pullers do with a message: the contract, and the handlers that come with the pool.
 *
 * <p>May depend on {@code job} and {@code loop} of the queue.
 */
@NullMarked
package dev.tidemill.pool.handler;

import org.jspecify.annotations.NullMarked;

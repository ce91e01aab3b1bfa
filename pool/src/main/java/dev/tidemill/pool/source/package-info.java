/**
 * Where pushers get their messages: the contract, and the sources that come with the pool.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.pool.source;

import org.jspecify.annotations.NullMarked;

/**
 * The front door of the pool.
 *
 * <p>May depend on every package of this module.
 */
@NullMarked
package dev.tidemill.pool;

import org.jspecify.annotations.NullMarked;

/**
 * The connection to Redis: the only package that sees the client library.
 *
 * <p>Depends on nothing of ours.
 */
@NullMarked
package dev.tidemill.redis;

import org.jspecify.annotations.NullMarked;

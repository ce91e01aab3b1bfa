/**
 * What can be broken in a demo, to see it heal.
 *
 * <p>May depend on the pool and {@code server.api}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.demo;

import org.jspecify.annotations.NullMarked;

/**
 * What the server tells about itself: its routes, their description for programs, its problems.
 *
 * <p>May depend on {@code server.api}; knows no HTTP library.
 */
@NullMarked
package dev.tidemill.server.api.docs;

import org.jspecify.annotations.NullMarked;

/**
 * Wiring: from a command line to a running pool with its pages.
 *
 * <p>May depend on every package of this module.
 */
@NullMarked
package dev.tidemill.server;

import org.jspecify.annotations.NullMarked;

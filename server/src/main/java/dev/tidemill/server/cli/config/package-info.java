/**
 * Where the value of an option comes from when the command line is silent: properties, environment,
 * files.
 *
 * <p>May depend on nothing of ours; it knows names and texts, not options.
 */
@NullMarked
package dev.tidemill.server.cli.config;

import org.jspecify.annotations.NullMarked;

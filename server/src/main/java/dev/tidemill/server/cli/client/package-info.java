/**
 * How a command asks: the routes of the API, over HTTP or in this very process.
 *
 * <p>May depend on the routes as values and on the words of the command line; opens no Redis.
 */
@NullMarked
package dev.tidemill.server.cli.client;

import org.jspecify.annotations.NullMarked;

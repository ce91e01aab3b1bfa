/**
 * Commands of a noun and a verb: thin ones that build a request, ask, and print what comes. They
 * stand in tables, as the routes do that they ask.
 *
 * <p>May depend on the words of the command line, the client and the printing; opens nothing.
 */
@NullMarked
package dev.tidemill.server.cli.noun;

import org.jspecify.annotations.NullMarked;

/**
 * The command line: reads options, says what is wrong with them, hands plain records to whoever
 * carries the commands out.
 *
 * <p>May depend on the option records of the queue and the pool; knows no HTTP and opens nothing.
 */
@NullMarked
package dev.tidemill.server.cli;

import org.jspecify.annotations.NullMarked;

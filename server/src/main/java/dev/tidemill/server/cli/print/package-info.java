/**
 * Answers as people read them: tables and facts, colour where it is wanted.
 *
 * <p>May depend on nothing of ours.
 */
@NullMarked
package dev.tidemill.server.cli.print;

import org.jspecify.annotations.NullMarked;

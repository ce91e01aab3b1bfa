/**
 * What a run tells on the terminal while it goes on and when it is over.
 *
 * <p>Depends on nothing but the JDK.
 */
@NullMarked
package dev.tidemill.server.progress;

import org.jspecify.annotations.NullMarked;

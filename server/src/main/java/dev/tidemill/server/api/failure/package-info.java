/**
 * What went wrong, as a problem that is answered: the same whatever carried the request here.
 *
 * <p>May depend on the front doors of queue and pool, whose exceptions it knows.
 */
@NullMarked
package dev.tidemill.server.api.failure;

import org.jspecify.annotations.NullMarked;

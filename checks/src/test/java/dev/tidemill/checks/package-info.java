/**
 * The gates that read the whole tree. Each rule is also shown a fixture that it must refuse.
 *
 * <p>May look at everything; nothing depends on it.
 */
@NullMarked
package dev.tidemill.checks;

import org.jspecify.annotations.NullMarked;

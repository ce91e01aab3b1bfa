/**
 * The page as people see it: the real server in a JVM of its own, a real Chromium before it.
 *
 * <p>Needs Node.js, Playwright's driver from npm and a Chromium; without them the tests are skipped
 * and say so, with {@code TIDEMILL_CI=true} they fail instead.
 *
 * <p>May depend on everything.
 */
@NullMarked
package dev.tidemill.browser;

import org.jspecify.annotations.NullMarked;

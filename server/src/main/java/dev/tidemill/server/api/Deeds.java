package dev.tidemill.server.api;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what was done through this server, so that nobody is told what was so before it.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Deeds {

  private final AtomicLong done = new AtomicLong();

  /** None yet. */
  public Deeds() {}

  /** Something was done, or may have been. */
  public void count() {
    done.incrementAndGet();
  }

  long soFar() {
    return done.get();
  }

  /** The same route, a deed of which is counted before it is answered. */
  public Route counted(Route route) {
    if (route.method().equals("GET")) {
      return route;
    }
    return route.with(
        request -> {
          try {
            return route.handler().answer(request);
          } finally {
            count();
          }
        });
  }
}

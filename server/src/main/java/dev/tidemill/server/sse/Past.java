package dev.tidemill.server.sse;

import java.time.Duration;
import java.util.List;

/** The pool's history as the hub reads it. */
public interface Past {

  /**
   * What came after a place, at most a few hundred entries; waits for some when there are none.
   *
   * @param id the last one known, empty for the start of what is kept
   * @param wait how long to wait at most
   */
  List<Moment> after(String id, Duration wait);

  /**
   * One entry.
   *
   * @param id its place in the stream
   * @param kind {@code sample}, {@code turn}, {@code step} and others
   * @param json what it tells
   */
  record Moment(String id, String kind, String json) {}
}

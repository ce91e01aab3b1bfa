package dev.tidemill.server.sse;

import java.time.Duration;
import java.util.List;

/** The pool's history as the hub reads it. */
public interface Past {

  /**
   * What came after a place, at most a few hundred entries; waits for some when there are none. For
   * one thread.
   *
   * @param id the last one known, empty for the start of what is kept
   * @param wait how long to wait at most
   */
  List<Moment> after(String id, Duration wait);

  /**
   * What came after an entry, for any thread; nothing when that entry is no longer there, for then
   * what came after it may be gone too.
   *
   * @param most at most so many entries
   * @throws dev.tidemill.redis.RedisException when they cannot be read at present
   */
  List<Moment> page(String id, int most);

  /**
   * One entry.
   *
   * @param id its place in the stream
   * @param kind {@code sample}, {@code turn}, {@code step} and others
   * @param json what it tells
   */
  record Moment(String id, String kind, String json) {}
}

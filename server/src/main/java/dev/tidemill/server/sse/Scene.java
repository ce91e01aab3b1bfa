package dev.tidemill.server.sse;

import dev.tidemill.pool.PoolView;

/** What a picture shows beside the history. */
public interface Scene {

  /** The pool at this moment; does not wait for Redis for long. */
  PoolView view();

  /**
   * Where Redis is and which version, for people.
   *
   * @param where as in {@code embedded 127.0.0.1:40211}
   * @param version empty when unknown
   */
  record RedisFacts(String where, String version) {}

  /** Where Redis is. */
  RedisFacts redis();

  /**
   * Who tells the stream.
   *
   * @param version of this build
   * @param readOnly whether it refuses all that would change something
   */
  record ServerFacts(String version, boolean readOnly) {}

  /** Who tells the stream. */
  ServerFacts server();
}

package dev.tidemill.server;

import dev.tidemill.embedded.EmbeddedRedis;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.server.api.demo.FaultRoutes;
import java.time.Duration;

/**
 * Breaks the Redis of a demo, when it is its own.
 *
 * @param redis the one it works with
 */
record RedisFaults(RedisPlace redis) implements FaultRoutes.Breakable {

  @Override
  public boolean isOurs() {
    return redis.own() != null;
  }

  @Override
  public void pause(Duration time) {
    try (RedisConnection own = new RedisConnection(redis.uri(), "tidemill-fault")) {
      own.call("CLIENT", "PAUSE", Long.toString(time.toMillis()), "ALL");
    }
  }

  @Override
  public void kill() {
    EmbeddedRedis own = redis.own();
    if (own != null) {
      ProcessHandle.of(own.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }
}

package dev.tidemill.server.doctor;

import dev.tidemill.redis.RedisRoute;
import dev.tidemill.redis.RedisUri;

/** A command for Redis as a remedy tells it, so that whoever copies it reaches the same one. */
final class RedisCli {

  private final String start;

  private RedisCli(String start) {
    this.start = start;
  }

  /** A password is not told: redis-cli asks for one, or takes it from REDISCLI_AUTH. */
  static RedisCli of(RedisUri uri) {
    String tls = uri.tls() ? " --tls" : "";
    return new RedisCli(
        switch (uri.route()) {
          case RedisRoute.Direct direct ->
              "redis-cli%s -h %s -p %d".formatted(tls, uri.host(), uri.port());
          case RedisRoute.UnixSocket socket -> "redis-cli -s " + socket.path();
          case RedisRoute.Sentinel sentinel -> "redis-cli%s -h MASTER".formatted(tls);
          case RedisRoute.Cluster cluster -> "for each node: redis-cli%s -h NODE".formatted(tls);
        });
  }

  String line(String command) {
    return start + " " + command;
  }

  /** What a restart of Redis would forget. */
  String setting(String name, String value) {
    return "%s; the same in its redis.conf"
        .formatted(line("config set %s %s".formatted(name, value)));
  }
}

package dev.tidemill.server;

import dev.tidemill.server.cli.PoolConfig;
import dev.tidemill.server.cli.ServeConfig;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * What a server says when it is up.
 *
 * @param config what it was told
 * @param redis what it works with
 * @param port where it listens
 */
record Banner(ServeConfig config, RedisPlace redis, int port) {

  void show(PrintWriter err, Neighbour neighbour) {
    err.println(Version.current().text() + ", Redis " + used());
    int wanted = config.http().port();
    String other = wanted != 0 && wanted != port ? "   (port " + wanted + " is taken)" : "";
    err.println("  page   " + address(config.http(), port) + other);
    String base = config.http().proxy().basePath();
    err.println(
        "  api    %s/api/v1   docs %s/docs   metrics %s/metrics".formatted(base, base, base));
    err.println("  pool   " + pool(config.pool()));
    String data = redis.own() == null ? "" : ", data in " + config.redis().data();
    err.println("  queue  " + config.redis().prefix() + ":" + config.redis().queue() + data);
    if (isLeftAside(neighbour)) {
      err.println(
          "  A Redis on port %d is not used; its queues are shown with --redis-url=%s"
              .formatted(neighbour.port(), neighbour.url()));
    }
    String start =
        config.begin().start() ? "" : "POST /start or the page's button starts the pool; ";
    err.println("  " + start + "Ctrl-C stops and saves");
    err.flush();
  }

  private String used() {
    String version = redis.isThere() ? redis.version() : "not there yet";
    return version + " (" + redis.where() + ")";
  }

  /** Whether a user may look for queues that are in there. */
  private boolean isLeftAside(Neighbour neighbour) {
    return config.redis().url() == null
        && redis.uri().port() != neighbour.port()
        && neighbour.isThere();
  }

  static String address(ServeConfig.HttpConfig http, int port) {
    String host = http.host().contains(":") ? "[" + http.host() + "]" : http.host();
    String base = http.proxy().basePath();
    return "http://" + host + ":" + port + (base.isEmpty() ? "" : base + "/");
  }

  private static String pool(PoolConfig pool) {
    PoolConfig.Crew crew = pool.crew();
    String limiter =
        pool.pace().limiter() == null
            ? ""
            : ", at most %d handled in %s"
                .formatted(pool.pace().limiter().max(), spoken(pool.pace().limiter().per()));
    return "up to %d pushers and %d pullers, %s, %s a message%s"
        .formatted(
            crew.limits().maxPushers(),
            crew.limits().maxPullers(),
            policy(crew),
            spoken(pool.pace().pushInterval()),
            limiter);
  }

  private static String policy(PoolConfig.Crew crew) {
    return switch (crew.policy()) {
      case STAIRCASE -> "a switch every %d messages".formatted(crew.switchEvery());
      case FIXED -> "always";
      case BALANCE -> "to keep waits under %s".formatted(spoken(crew.targetWait()));
    };
  }

  private static String spoken(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}

package dev.tidemill.server;

import dev.tidemill.job.Keep;
import dev.tidemill.pool.handler.WorkTime;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.server.cli.Explained;
import dev.tidemill.server.cli.PoolConfig;
import dev.tidemill.server.cli.RedisConfig;
import dev.tidemill.server.cli.config.Setting;
import dev.tidemill.server.cli.config.Setting.Kind;
import dev.tidemill.server.http.Access;
import dev.tidemill.server.http.Front;
import dev.tidemill.server.http.Ports;
import dev.tidemill.testkit.TestRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;

/** A server with its pool, as the command makes it, and a client for it. */
record Served(Mill mill, Server server, Http http) implements AutoCloseable {

  static Served on(TestRedis redis) {
    return on(redis, Access.OPEN);
  }

  static Served on(TestRedis redis, Access access) {
    return on(redis, access, Front.NONE);
  }

  /** As {@code demo} has it, with faults to be switched on. */
  static Served demo(TestRedis redis) {
    return serve(Mill.demo(where(redis), what()), Access.OPEN, Front.NONE);
  }

  static Served on(TestRedis redis, Access access, Front front) {
    return serve(Mill.open(where(redis), what()), access, front);
  }

  private static RedisConfig where(TestRedis redis) {
    return new RedisConfig(redis.uri(), Path.of(""), false, "bull", "messages");
  }

  static PoolConfig what() {
    return new PoolConfig(
        new PoolConfig.Ends("generate", false, "complete", false),
        new PoolConfig.Pace(Duration.ofMillis(20), null, 0, WorkTime.NONE),
        new PoolConfig.Crew(
            new Limits(10, 10), 10, false, PolicyKind.STAIRCASE, Duration.ofSeconds(2)),
        new PoolConfig.Jobs(1, null, Keep.all()),
        "here",
        false);
  }

  static Explained settings() {
    TreeMap<String, Setting> settings = new TreeMap<>();
    settings.put("pool.keep", new Setting("7", Kind.FILE, "tidemill.yaml"));
    settings.put("server.token", Setting.UNSET);
    return new Explained(settings);
  }

  private static Served serve(Mill mill, Access access, Front front) {
    Server server = Server.start(mill, Ports.bind("127.0.0.1", 0), access, front, settings());
    return new Served(mill, server, Http.to(server.port()));
  }

  @Override
  public void close() {
    server.close();
    mill.close();
  }
}

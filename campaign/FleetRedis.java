import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.pool.state.PoolStateJson;
import dev.tidemill.pool.state.Staircase;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The Redis of a fleet that is killed and comes back with what it kept; it knows the pool there.
 */
final class FleetRedis implements AutoCloseable {

  private static final String STANDING =
      """
      return {redis.call('GET', KEYS[2]) or '', redis.call('HGET', KEYS[1], 'count') or '0',
        redis.call('HGET', KEYS[1], 'version') or '0', redis.call('ZCARD', KEYS[3])}
      """;

  private final Path work;
  private final String fsync;
  private final int port;
  private final RedisConnection connection;
  private Process process;

  private FleetRedis(Path work, String fsync, int port) throws IOException {
    this.work = work;
    this.fsync = fsync;
    this.port = port;
    this.connection = new RedisConnection(RedisUri.parse(url()), "");
    this.process = started();
  }

  /** Starts one that says so often to its disk what has happened: always, or everysec. */
  static FleetRedis start(Path work, String fsync) throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      int port = free.getLocalPort();
      free.close();
      FleetRedis redis = new FleetRedis(work, fsync, port);
      Waiting.until(redis::answers);
      return redis;
    }
  }

  private Process started() throws IOException {
    List<String> command =
        List.of(
            System.getenv().getOrDefault("REDIS_SERVER", "redis-server"),
            "--bind",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--dir",
            work.toString(),
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            fsync,
            "--maxmemory-policy",
            "noeviction");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("redis.txt").toFile()))
        .start();
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Kills it and has it come back after a while. */
  void killed(long awayMs) throws Exception {
    process.destroyForcibly().waitFor();
    TimeUnit.MILLISECONDS.sleep(awayMs);
    process = started();
    Waiting.until(this::answers);
  }

  private boolean answers() {
    try {
      return connection.call("PING").text().equals("PONG");
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * The pool as it stands at one moment.
   *
   * @param plan the stored one, advanced to the count
   * @param stored how many messages it was stored at
   * @param failed jobs that have failed
   */
  record Standing(PoolState plan, long stored, long count, long version, long failed) {

    /** What is not as it should be, or nothing. */
    String fault() {
      if (plan.version() != version || stored > count) {
        return "plan %d of %d messages, ledger %d of %d"
            .formatted(plan.version(), stored, version, count);
      }
      PoolState table = Staircase.advance(PoolState.fresh(plan.settings()), count);
      boolean byCount = plan.policy() != PolicyKind.BALANCE; // whose steps are no function of it
      return byCount && !told(plan).equals(told(table))
          ? "plan " + told(plan) + ", by the table " + told(table)
          : "";
    }

    static String told(PoolState plan) {
      return "%d/%d %s after %d switches, next at %d"
          .formatted(
              plan.pushers(),
              plan.pullers(),
              plan.pushersRising() ? "rising" : "falling",
              plan.switches(),
              plan.nextSwitchAt());
    }
  }

  /** Null before the pool has stored its first plan. */
  Standing standing() {
    List<Reply> all =
        connection
            .call(
                "EVAL",
                STANDING,
                "3",
                "bull:messages:tidemill:ledger",
                "bull:messages:tidemill:state",
                "bull:messages:failed")
            .list();
    if (all.getFirst().text().isEmpty()) {
      return null;
    }
    PoolState stored = PoolStateJson.read(all.getFirst().text());
    long count = Long.parseLong(all.get(1).text());
    return new Standing(
        Staircase.advance(stored, count),
        stored.total(),
        count,
        Long.parseLong(all.get(2).text()),
        all.get(3).number());
  }

  @Override
  public void close() {
    connection.close();
    process.destroyForcibly();
  }
}

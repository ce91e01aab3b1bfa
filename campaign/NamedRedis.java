import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A Redis beside the fleet. Where it says to its disk once a second what has happened, its death
 * loses what it wrote in up to the last two: a killed process alone loses nothing, for the system
 * has it in memory, so that end is cut off its file.
 */
final class NamedRedis implements FleetRedis {

  private static final int MOST_LOST_MS = 2_000;
  private static final String PAUSE_MS = "10000";

  private final Path work;
  private final boolean loses;
  private final RandomGenerator random;
  private final int port;
  private final RedisConnection connection;
  private Process process;

  private NamedRedis(Path work, boolean loses, RandomGenerator random) throws IOException {
    this.work = work;
    this.loses = loses;
    this.random = random;
    this.port = OwnRedis.freePort();
    this.connection = new RedisConnection(RedisUri.parse(url()), "");
    this.process = started();
  }

  /** Starts one with fsync always, or everysec: then it loses. */
  static NamedRedis start(Path work, boolean loses, RandomGenerator random) throws Exception {
    NamedRedis redis = new NamedRedis(work, loses, random);
    Waiting.until(redis::answers);
    return redis;
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
            loses ? "everysec" : "always",
            "--auto-aof-rewrite-percentage",
            loses ? "0" : "100", // what is cut off is to be the end of one file
            "--maxmemory-policy",
            "noeviction");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("redis.txt").toFile()))
        .start();
  }

  @Override
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public List<String> joinedBy(String node) {
    return List.of("run", "--redis-url=" + url());
  }

  @Override
  public boolean endsWith(String node) {
    return false;
  }

  @Override
  public Loss killed(long awayMs, FleetView view) throws Exception {
    Loss loss = loses ? killedWithLoss(view) : new Loss(view.active(), 0, 0);
    process.destroyForcibly().waitFor();
    TimeUnit.MILLISECONDS.sleep(awayMs);
    process = started();
    Waiting.until(this::answers);
    return loss;
  }

  private Loss killedWithLoss(FleetView view) throws Exception {
    long settled = view.settled();
    long counted = view.counted();
    Path file = appended();
    long kept = Files.size(file);
    TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_LOST_MS));
    connection.call("CLIENT", "PAUSE", PAUSE_MS, "WRITE"); // so that nothing follows the look
    Loss loss = new Loss(view.active(), view.settled() - settled, view.counted() - counted);
    process.destroyForcibly().waitFor();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(kept);
    }
    return loss;
  }

  private Path appended() throws IOException {
    try (Stream<Path> files = Files.list(work.resolve("appendonlydir"))) {
      List<Path> all = files.filter(file -> file.toString().endsWith(".incr.aof")).toList();
      if (all.size() != 1) {
        throw new IllegalStateException("not one file to cut: " + all);
      }
      return all.getFirst();
    }
  }

  private boolean answers() {
    try {
      return connection.call("PING").text().equals("PONG");
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    connection.close();
    process.destroyForcibly();
  }
}

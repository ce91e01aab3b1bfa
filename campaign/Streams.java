import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Has one look on at a server at work, then many, half of them slow and a tenth that stop reading
 * without a word, and compares what both cost.
 *
 * <p>Usage: {@code campaign/streams WATCHERS SECONDS}; needs redis-server on the PATH or in
 * REDIS_SERVER. Appends a line to {@code campaign/results.txt}.
 */
final class Streams {

  private static final String STEADY =
      "--policy=fixed"; // the wave pushes more at one time than another
  private static final double MOST_MORE_COMMANDS = 1.1;
  private static final double LATEST = 1_000; // ms

  private final OwnRedis redis;
  private final OwnServer server;
  private final int seconds;

  private Streams(OwnRedis redis, OwnServer server, int seconds) {
    this.redis = redis;
    this.server = server;
    this.seconds = seconds;
  }

  /** What a stretch of time cost. */
  private record Cost(double commands, double cpu, long megabytes, List<Double> delays) {

    double quantile(double part) {
      return delays.get((int) Math.min(delays.size() - 1L, (long) (delays.size() * part)));
    }

    @Override
    public String toString() {
      return "%.0f Redis commands a second, %.0f %% CPU, %d MiB, %d ticks late by p50 %.0f p99 %.0f ms"
          .formatted(commands, cpu * 100, megabytes, delays.size(), quantile(0.5), quantile(0.99));
    }
  }

  public static void main(String[] arguments) throws Exception {
    int many = Integer.parseInt(arguments[0]);
    Path work = Files.createTempDirectory("tidemill-streams");
    long began = System.nanoTime();
    try (OwnRedis redis = OwnRedis.start(work);
        OwnServer server =
            OwnServer.start(
                work, redis, "--start", "--limiter=none", STEADY, "--push-interval=100ms");
        Watchers watchers = new Watchers(server.port())) {
      Streams streams = new Streams(redis, server, Integer.parseInt(arguments[1]));
      watchers.open(1, 0);
      streams.cost(watchers); // warm
      Cost one = streams.cost(watchers);
      System.out.println("1: " + one);
      watchers.open(many / 2 - 1, many / 2);
      Waiting.until(() -> streams.open() == many);
      watchers.silence(many / 10);
      Cost all = streams.cost(watchers);
      System.out.println(many + ": " + all);
      int closed = watchers.leaveWithoutAWord(many / 10);
      Waiting.until(() -> streams.open() <= many - closed);
      boolean good =
          all.commands() < one.commands() * MOST_MORE_COMMANDS && all.quantile(0.99) < LATEST;
      String result =
          "%s minutes=%.1f %d streams, half of them slow, %d silent, %d gone without a word and %d left: %s; one: %s; all: %s"
              .formatted(
                  LocalDate.now(),
                  (System.nanoTime() - began) / 6e10,
                  many,
                  many / 10,
                  closed,
                  streams.open(),
                  good ? "good" : "BAD",
                  one,
                  all);
      Results.tell(result, good, work);
    }
  }

  private int open() {
    return server
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("tidemill_sse_clients "))
        .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  private Cost cost(Watchers watchers) throws Exception {
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
    watchers.delays();
    Duration cpu = process.info().totalCpuDuration().orElseThrow();
    double commands = redis.info("stats", "total_commands_processed");
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double took = (System.nanoTime() - began) / 1e9;
    double more = redis.info("stats", "total_commands_processed") - commands;
    Duration used = process.info().totalCpuDuration().orElseThrow().minus(cpu);
    return new Cost(more / took, used.toNanos() / 1e9 / took, megabytes(), watchers.delays());
  }

  private long megabytes() throws Exception {
    return Files.readAllLines(Path.of("/proc/" + server.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}

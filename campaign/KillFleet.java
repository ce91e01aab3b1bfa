import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Kills random nodes of a fleet that works one file off, and its Redis, at random moments, and
 * looks whether every line came out somewhere, nothing else did, none failed, and each was counted
 * once.
 *
 * <p>Usage: {@code campaign/kill-fleet NODES KILLS REDIS-KILLS LINES SEED -- FOLDERS-WITH-TEXT};
 * needs redis-server on the PATH or in REDIS_SERVER. Appends a line to {@code
 * campaign/results.txt}.
 */
final class KillFleet {

  private final Path home = Path.of("").toAbsolutePath();
  private final Path work;
  private final RandomGenerator random;
  private final int size;
  private final int port;
  private final int perSecond;
  private final Map<String, Process> nodes = new TreeMap<>();
  private Process redis;
  private int kills;
  private int redisKills;

  private KillFleet(Path work, int size, int perSecond, long seed) throws IOException {
    this.work = work;
    this.size = size;
    this.perSecond = perSecond;
    this.random = new Random(seed);
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
  }

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    int dashes = all.indexOf("--");
    int[] given = all.subList(0, 4).stream().mapToInt(Integer::parseInt).toArray();
    long seed = Long.parseLong(all.get(4));
    List<Path> roots = all.subList(dashes + 1, all.size()).stream().map(Path::of).toList();
    int perSecond = Math.max(100, given[3] / (2 * (given[1] + 3 * given[2]) + 10));
    Path work = Files.createTempDirectory("tidemill-kill-fleet");
    KillFleet campaign = new KillFleet(work, given[0], perSecond, seed);
    new RealText(given[3]).write(work.resolve("in.txt"), roots);
    long began = System.nanoTime();
    try {
      campaign.run(given[1], given[2]);
      campaign.judge(given[3], seed, began);
    } finally {
      campaign.nodes.values().forEach(Process::destroyForcibly);
      campaign.redis.destroyForcibly();
    }
  }

  private void run(int wanted, int wantedOfRedis) throws Exception {
    startRedis();
    startNode("n1");
    while (kills < wanted || redisKills < wantedOfRedis) {
      TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1800));
      List<String> dead = new ArrayList<>();
      List<String> alive = new ArrayList<>();
      for (int n = 1; n <= size; n++) {
        String name = "n" + n;
        (isAlive(name) ? alive : dead).add(name);
      }
      boolean killsRedis =
          redisKills < wantedOfRedis && random.nextInt(wanted + wantedOfRedis) < wantedOfRedis;
      if (killsRedis) {
        redis.destroyForcibly().waitFor();
        redisKills++;
        TimeUnit.MILLISECONDS.sleep(random.nextInt(3000));
        startRedis();
      } else if (!alive.isEmpty() && (dead.isEmpty() || random.nextBoolean()) && kills < wanted) {
        nodes.get(alive.get(random.nextInt(alive.size()))).destroyForcibly().waitFor();
        kills++;
      } else if (!dead.isEmpty()) {
        startNode(dead.get(random.nextInt(dead.size())));
      }
    }
    if (nodes.values().stream().noneMatch(Process::isAlive)) {
      startNode("n1");
    }
    for (var node : nodes.entrySet()) {
      int code = node.getValue().waitFor();
      if (code != 0 && code != 137 && code != 5) {
        throw new IllegalStateException(node.getKey() + " ended with " + code + ": see " + work);
      }
    }
  }

  private boolean isAlive(String name) {
    Process node = nodes.get(name);
    // 5: Redis was away when it started.
    if (node != null && !node.isAlive() && node.exitValue() != 137 && node.exitValue() != 5) {
      throw new IllegalStateException(
          "%s ended with %d after %d kills: give more lines, or see %s"
              .formatted(name, node.exitValue(), kills, work));
    }
    return node != null && node.isAlive();
  }

  private void startRedis() throws IOException {
    redis =
        new ProcessBuilder(
                System.getenv().getOrDefault("REDIS_SERVER", "redis-server"),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                work.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always",
                "--maxmemory-policy",
                "noeviction")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve("redis.txt").toFile()))
            .start();
  }

  private void startNode(String name) throws IOException {
    nodes.put(
        name,
        new ProcessBuilder(
                home.resolve("tidemill").toString(),
                "run",
                "--node=" + name,
                "--source=lines:" + work.resolve("in.txt"),
                "--handler=lines:" + work.resolve(name + ".out"),
                "--limiter=" + perSecond + "/s",
                "--work=0..2s",
                "--threads=virtual",
                "--policy=fixed",
                "--max-pushers=4",
                "--max-pullers=600",
                "--redis-url=redis://127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile()))
            .start());
  }

  private void judge(int lines, long seed, long began) throws Exception {
    List<Path> outs = nodes.keySet().stream().map(name -> work.resolve(name + ".out")).toList();
    LineCheck check = LineCheck.of(work.resolve("in.txt"), outs);
    long count = number("HGET", "bull:messages:tidemill:ledger", "count");
    long failed = number("ZCARD", "bull:messages:failed");
    boolean good = check.missing() == 0 && check.foreign() == 0 && count == lines && failed == 0;
    String result =
        ("%s seed=%d minutes=%.1f fleet of up to %d nodes, %d nodes and %d times Redis killed, %d"
                + " lines: %s, missing %d, foreign %d, failed %d, repeats %d, count %d")
            .formatted(
                LocalDate.now(),
                seed,
                (System.nanoTime() - began) / 6e10,
                size,
                kills,
                redisKills,
                lines,
                good ? "good" : "BAD",
                check.missing(),
                check.foreign(),
                failed,
                check.repeats(),
                count);
    Results.tell(result, good, work);
  }

  /** Asks Redis a thing whose answer is a number, in its own words. */
  private long number(String... command) throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", port)) {
      socket.getOutputStream().write((String.join(" ", command) + "\r\n").getBytes());
      var in = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream()));
      String first = in.readLine();
      return Long.parseLong(first.startsWith(":") ? first.substring(1) : in.readLine());
    }
  }
}

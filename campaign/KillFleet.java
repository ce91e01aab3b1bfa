import java.io.IOException;
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
 * once; after each kill, whether the stored plan advanced to the ledger's count is the one that the
 * table has for that count, direction included.
 *
 * <p>Usage: {@code campaign/kill-fleet NODES KILLS REDIS-KILLS LINES SEED [--fsync=everysec]
 * [OPTIONS OF run] -- FOLDERS-WITH-TEXT}. Without options Redis writes with fsync always and the
 * pool is a staircase up to 4 pushers and 600 pullers; needs redis-server on the PATH or in
 * REDIS_SERVER. Appends a line to {@code campaign/results.txt}.
 */
final class KillFleet {

  private static final String FSYNC = "--fsync=";
  private static final List<String> STAIRCASE =
      List.of("--policy=staircase", "--max-pushers=4", "--max-pullers=600");

  private final Path home = Path.of("").toAbsolutePath();
  private final Path work;
  private final RandomGenerator random;
  private final int size;
  private final List<String> options;
  private final FleetRedis redis;
  private final Map<String, Process> nodes = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int kills;
  private int redisKills;

  private KillFleet(Path work, int size, long seed, List<String> options, FleetRedis redis) {
    this.work = work;
    this.size = size;
    this.random = new Random(seed);
    this.options = options;
    this.redis = redis;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> all = List.of(arguments);
    int dashes = all.indexOf("--");
    int[] given = all.subList(0, 4).stream().mapToInt(Integer::parseInt).toArray();
    long seed = Long.parseLong(all.get(4));
    List<String> asked = new ArrayList<>(all.subList(5, dashes));
    String fsync =
        asked.stream()
            .filter(option -> option.startsWith(FSYNC))
            .map(option -> option.substring(FSYNC.length()))
            .findFirst()
            .orElse("always");
    asked.removeIf(option -> option.startsWith(FSYNC));
    List<String> options = asked.isEmpty() ? STAIRCASE : asked;
    List<Path> roots = all.subList(dashes + 1, all.size()).stream().map(Path::of).toList();
    int perSecond = Math.max(100, given[3] / (2 * (given[1] + 3 * given[2]) + 10));
    List<String> pool = new ArrayList<>(options);
    pool.addAll(List.of("--limiter=" + perSecond + "/s", "--work=0..2s", "--threads=virtual"));
    Path work = Files.createTempDirectory("tidemill-kill-fleet");
    new RealText(given[3]).write(work.resolve("in.txt"), roots);
    long began = System.nanoTime();
    try (FleetRedis redis = FleetRedis.start(work, fsync)) {
      KillFleet campaign = new KillFleet(work, given[0], seed, pool, redis);
      try {
        campaign.run(given[1], given[2]);
        String told = "fsync %s, %s".formatted(fsync, String.join(" ", options));
        campaign.judge(given[3], "seed=" + seed, told, began);
      } finally {
        campaign.nodes.values().forEach(Process::destroyForcibly);
      }
    }
  }

  private void run(int wanted, int wantedOfRedis) throws Exception {
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
        redis.killed(random.nextInt(3000));
        redisKills++;
        look();
      } else if (!alive.isEmpty() && (dead.isEmpty() || random.nextBoolean()) && kills < wanted) {
        nodes.get(alive.get(random.nextInt(alive.size()))).destroyForcibly().waitFor();
        kills++;
        look();
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

  /** Compares plan and ledger as they stand at this moment. */
  private void look() {
    FleetRedis.Standing standing = redis.standing();
    String fault = standing == null ? "" : standing.fault();
    if (!fault.isEmpty()) {
      faults.add("after kill " + (kills + redisKills) + ": " + fault);
    }
  }

  private void startNode(String name) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("tidemill").toString(), "run"));
    command.add("--node=" + name);
    command.add("--source=lines:" + work.resolve("in.txt"));
    command.add("--handler=lines:" + work.resolve(name + ".out"));
    command.add("--redis-url=" + redis.url());
    command.addAll(options);
    nodes.put(
        name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile()))
            .start());
  }

  private void judge(int lines, String seed, String told, long began) throws Exception {
    List<Path> outs = nodes.keySet().stream().map(name -> work.resolve(name + ".out")).toList();
    LineCheck check = LineCheck.of(work.resolve("in.txt"), outs);
    look();
    FleetRedis.Standing end = redis.standing();
    boolean exact = faults.isEmpty() && end.count() == lines && end.stored() == lines;
    boolean good = check.missing() == 0 && check.foreign() == 0 && exact && end.failed() == 0;
    String result =
        ("%s %s minutes=%.1f fleet of up to %d nodes, %d nodes and %d times Redis killed, %s, %d"
                + " lines: %s, missing %d, foreign %d, failed %d, repeats %d, count %d, plan %s,"
                + " stored at %d, wrong plans %s")
            .formatted(
                LocalDate.now(),
                seed,
                (System.nanoTime() - began) / 6e10,
                size,
                kills,
                redisKills,
                told,
                lines,
                good ? "good" : "BAD",
                check.missing(),
                check.foreign(),
                end.failed(),
                check.repeats(),
                end.count(),
                FleetRedis.Standing.told(end.plan()),
                end.stored(),
                faults);
    Results.tell(result, good, work);
  }
}

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
 * looks whether every line came out somewhere, nothing else did, none failed, none came out twice
 * but what was in hand or lost, and each was counted once; after each kill, whether what is counted
 * is done or in the queue, and whether the stored plan advanced to the ledger's count is the one
 * that the table has for that count, direction included.
 *
 * <p>Usage: {@code campaign/kill-fleet NODES KILLS REDIS-KILLS LINES SEED [--embedded]
 * [--fsync=everysec] [--pause=60s] [OPTIONS OF run] -- FOLDERS-WITH-TEXT}. Without options Redis
 * writes with fsync always and the pool is a staircase up to 4 pushers and 600 pullers. Embedded it
 * is the first node's own; else redis-server has to be on the PATH or in REDIS_SERVER, and with
 * everysec each of its deaths loses up to two seconds. A pause stops one node for so long half-way.
 * Appends a line to {@code campaign/results.txt}.
 */
final class KillFleet {

  private static final int KILLED = 137;
  private static final int REDIS_WAS_AWAY = 5;

  private final Path home = Path.of("").toAbsolutePath();
  private final Path work;
  private final FleetOptions told;
  private final RandomGenerator random;
  private final FleetRedis redis;
  private final Map<String, Process> nodes = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private FleetView view;
  private int kills;
  private int redisKills;
  private long inHand;
  private long lost;
  private long setBack;
  private String pause = "";

  private KillFleet(Path work, FleetOptions told, RandomGenerator random, FleetRedis redis) {
    this.work = work;
    this.told = told;
    this.random = random;
    this.redis = redis;
  }

  public static void main(String[] arguments) throws Exception {
    FleetOptions told = FleetOptions.of(List.of(arguments));
    Path work = Files.createTempDirectory("tidemill-kill-fleet");
    new RealText(told.lines()).write(work.resolve("in.txt"), told.roots());
    RandomGenerator random = new Random(told.seed());
    long began = System.nanoTime();
    try (FleetRedis redis =
        told.embedded()
            ? new NodesRedis(work, !told.everySecond())
            : NamedRedis.start(work, told.everySecond(), random)) {
      KillFleet campaign = new KillFleet(work, told, random, redis);
      try {
        campaign.run();
        campaign.judge(began);
      } finally {
        campaign.nodes.values().forEach(Process::destroyForcibly);
      }
    }
  }

  private void run() throws Exception {
    startNode("n1");
    Waiting.until(() -> redis.url() != null);
    view = new FleetView(redis.url());
    while (kills < told.kills() || redisKills < told.redisKills()) {
      TimeUnit.MILLISECONDS.sleep(200 + random.nextInt(1800));
      if (told.pauseSeconds() > 0 && pause.isEmpty() && 2 * kills >= told.kills()) {
        pauseOne();
      }
      step();
    }
    awaitEnd();
  }

  /** Kills somebody, or starts somebody who is dead. */
  private void step() throws Exception {
    List<String> dead = names(false);
    List<String> alive = names(true);
    int all = told.kills() + told.redisKills();
    boolean killsRedis =
        redisKills < told.redisKills()
            && random.nextInt(all) < told.redisKills()
            && view.active() > 0;
    if (killsRedis) {
      killRedis();
    } else if (!alive.isEmpty()
        && (dead.isEmpty() || random.nextBoolean())
        && kills < told.kills()) {
      inHand += view.active();
      nodes.get(alive.get(random.nextInt(alive.size()))).destroyForcibly().waitFor();
      kills++;
      look();
    } else if (!dead.isEmpty()) {
      startNode(dead.get(random.nextInt(dead.size())));
    }
  }

  private List<String> names(boolean alive) {
    List<String> names = new ArrayList<>();
    for (int n = 1; n <= told.nodes(); n++) {
      if (isAlive("n" + n) == alive) {
        names.add("n" + n);
      }
    }
    return names;
  }

  private void killRedis() throws Exception {
    FleetRedis.Loss loss = redis.killed(random.nextInt(3000), view);
    redisKills++;
    inHand += loss.inHand();
    lost += loss.settled();
    setBack += loss.counted();
    if (!redis.endsWith("n1") || isAlive("n1")) {
      Waiting.until(view::answers);
    }
    look();
  }

  /** One of at least two, and the one that reads, if there is one. */
  private void pauseOne() throws Exception {
    for (String dead : names(false)) {
      startNode(dead);
    }
    Waiting.until(() -> view.answers() && hasWork());
    String name = view.reader();
    Path log = work.resolve(name + ".log");
    PausedNode.Outcome outcome =
        new PausedNode(name, nodes.get(name), log, view).paused(told.pauseSeconds());
    pause = outcome.told() + ", ";
    inHand += outcome.held();
    faults.addAll(outcome.faults());
    look();
  }

  private boolean hasWork() {
    String reader = view.reader();
    return isAlive(reader) && view.isHeard(reader) && view.heldBy(reader) > 0;
  }

  private void awaitEnd() throws Exception {
    if (names(true).isEmpty() || redis.endsWith("n1") && !isAlive("n1")) {
      startNode("n1");
    }
    if (redis.endsWith("n1")) {
      Waiting.until(this::isFinished);
      return;
    }
    for (var node : nodes.entrySet()) {
      int code = node.getValue().waitFor();
      if (code != 0 && code != KILLED && code != REDIS_WAS_AWAY) {
        throw new IllegalStateException(node.getKey() + " ended with " + code + ": see " + work);
      }
    }
  }

  private boolean isFinished() {
    FleetView.Standing now = view.standing();
    return now != null && now.stored() >= told.lines() && now.there() == 0;
  }

  private boolean isAlive(String name) {
    Process node = nodes.get(name);
    if (node == null || node.isAlive()) {
      return node != null;
    }
    int code = node.exitValue();
    if (code != KILLED && code != REDIS_WAS_AWAY) {
      throw new IllegalStateException(
          "%s ended with %d after %d kills: give more lines, or see %s"
              .formatted(name, code, kills, work));
    }
    return false;
  }

  /** Compares plan and ledger as they stand at this moment. */
  private void look() {
    FleetView.Standing standing = view.standing();
    String fault = standing == null ? "" : standing.fault();
    if (!fault.isEmpty()) {
      faults.add("after kill " + (kills + redisKills) + ": " + fault);
    }
  }

  private void startNode(String name) throws IOException {
    List<String> command = new ArrayList<>(List.of(home.resolve("tidemill").toString()));
    command.addAll(redis.joinedBy(name));
    command.add("--node=" + name);
    command.add("--source=lines:" + work.resolve("in.txt"));
    command.add("--handler=lines:" + work.resolve(name + ".out"));
    command.addAll(told.ofNode());
    nodes.put(
        name,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(work.resolve(name + ".log").toFile()))
            .start());
  }

  private void judge(long began) throws Exception {
    List<Path> outs = nodes.keySet().stream().map(name -> work.resolve(name + ".out")).toList();
    LineCheck check = LineCheck.of(work.resolve("in.txt"), outs);
    look();
    FleetView.Standing end = view.standing();
    boolean exact = faults.isEmpty() && end.count() == told.lines() && end.stored() == told.lines();
    boolean good =
        check.missing() == 0
            && check.foreign() == 0
            && check.repeats() <= inHand + lost
            && exact
            && end.failed() == 0;
    String result =
        ("%s seed=%d minutes=%.1f fleet of up to %d nodes, %d nodes and %d times Redis killed,"
             + " %s%s, %d lines: %s, missing %d, foreign %d, failed %d, repeats %d of %d in hand"
             + " and %d settled when Redis forgot them (and %d counted), count %d, plan %s, stored"
             + " at %d, wrong plans %s")
            .formatted(
                LocalDate.now(),
                told.seed(),
                (System.nanoTime() - began) / 6e10,
                told.nodes(),
                kills,
                redisKills,
                pause,
                told.told(),
                told.lines(),
                good ? "good" : "BAD",
                check.missing(),
                check.foreign(),
                end.failed(),
                check.repeats(),
                inHand,
                lost,
                setBack,
                end.count(),
                FleetView.Standing.told(end.plan()),
                end.stored(),
                faults);
    Results.tell(result, good, work);
  }
}

package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemill.job.JobCounts;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Two workers under Node.js, of any release, and two of ours on one queue, killed at random moments
 * and started again, until every job has ended.
 */
final class Fleet implements AutoCloseable {

  private static final int SIZE = 4;
  private static final int BATCH = 250;

  /**
   * How large it is to be.
   *
   * @param jobs about so many; flows are added whole
   * @param kills how many processes are killed on the way, half of them Node.js's
   * @param seed for what is drawn
   */
  record Terms(int jobs, int kills, long seed) {}

  private final Terms terms;
  private final TestRedis server;
  private final QueueOptions options;
  private final NodeSide node;
  private final Queue queue;
  private final RedisConnection redis;
  private final FleetEvents events;
  private final FleetJobs jobs;
  private final Random random;
  private final List<FleetMember> members = new ArrayList<>();
  private int started;

  Fleet(Terms terms, TestRedis server, NodePeer peer) {
    this.terms = terms;
    this.server = server;
    this.options = new QueueOptions(RedisUri.parse(server.uri()), "fleet-" + terms.seed(), "jobs");
    this.node = new NodeSide(peer, options.prefix(), options.name());
    this.queue = Queue.open(options);
    this.redis = new RedisConnection(options.redis(), "");
    this.events = new FleetEvents(options);
    this.jobs = new FleetJobs(terms.seed());
    this.random = new Random(terms.seed());
  }

  /** Lets it work until all has ended. */
  FleetResult run(Duration atMost) {
    events.start();
    for (int n = 0; n < SIZE; n++) {
      members.add(member(n));
    }
    Thread adder = Thread.ofPlatform().name("fleet-adder").start(this::add);
    for (int kill = 1; kill <= terms.kills(); kill++) {
      int from = terms.jobs() * (kill - 1) / (terms.kills() + 1);
      int moment = from + random.nextInt(terms.jobs() / (terms.kills() + 1));
      await().atMost(atMost).until(() -> events.ended() >= moment);
      kill(kill % 2 * 2 + random.nextInt(2));
    }
    await().atMost(atMost).until(() -> !adder.isAlive() && events.ended() >= jobs.made());
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(queue.counts().unfinished()).as("unfinished").isZero();
              assertThat(events.last()).as("last event read").isEqualTo(lastEvent());
            });
    return judge();
  }

  private FleetMember member(int place) {
    String who = (place < SIZE / 2 ? "node-" : "java-") + ++started;
    List<Release> releases = List.of(Release.values());
    Release release = releases.get(random.nextInt(releases.size()));
    return place < SIZE / 2
        ? FleetMember.node(options, release, who)
        : FleetMember.java(options, server.uri(), who);
  }

  private void kill(int place) {
    FleetMember member = members.get(place);
    member.kill();
    redis.call("XADD", options.prefix() + ":records", "*", "what", "killed", "who", member.who());
    members.set(place, member(place));
  }

  /** By turns from Java, from Node.js, and in flows. */
  private void add() {
    for (int turn = 0; jobs.made() < terms.jobs(); turn++) {
      switch (turn % 3) {
        case 0 -> queue.addAll(jobs.batch(BATCH));
        case 1 -> node.addAll(jobs.batch(BATCH));
        default -> {
          for (int n = 0; n < BATCH / 10; n++) {
            node.call("flow", Map.of("tree", jobs.flow(options.name())));
          }
        }
      }
    }
  }

  private String lastEvent() {
    String stream = options.prefix() + ":" + options.name() + ":events";
    Reply last = redis.call("XREVRANGE", stream, "+", "-", "COUNT", "1").list().getFirst();
    return last.list().getFirst().text();
  }

  private FleetResult judge() {
    FleetRecords records = FleetRecords.of(redis, options.prefix() + ":records");
    JobCounts counts = queue.counts();
    return new FleetResult(
        terms,
        jobs.made(),
        events.counts(),
        List.of(jobs.made(), (int) counts.completed(), (int) counts.failed()),
        events.gaps(),
        events.endedTwice(),
        records.begun(),
        records.overlaps(),
        records.foreign());
  }

  @Override
  public void close() throws InterruptedException {
    members.forEach(FleetMember::kill);
    events.close();
    redis
        .call("KEYS", options.prefix() + ":*")
        .list()
        .forEach(key -> redis.call("DEL", key.text()));
    node.close();
    queue.close();
    redis.close();
  }
}

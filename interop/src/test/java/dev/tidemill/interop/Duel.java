package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The same steps played on two prefixes, on one by BullMQ under Node.js and on the other by
 * Tidemill. Every step must get the same answer from both, and in the end the keys must be equal.
 */
final class Duel implements AutoCloseable {

  static final long NOON = 1_790_000_000_000L;
  static final String QUEUE = "q";

  private final Side nodes;
  private final Side own;
  private final NodePeer peer;
  private final Player node;
  private final Player ours;
  private final List<String> story = new ArrayList<>();
  private long now = NOON;

  Duel(TestRedis server, NodePeer peer, String name, Terms terms) {
    this(Side.of(server, "node-" + name), Side.of(server, "ours-" + name), peer, terms);
  }

  private Duel(Side nodes, Side own, NodePeer peer, Terms terms) {
    this.nodes = nodes;
    this.own = own;
    this.peer = peer;
    this.node = new NodePlayer(peer, nodes.prefix(), QUEUE, terms);
    this.ours = new TidemillPlayer(own.redis(), own.prefix(), QUEUE, terms);
    at(0);
  }

  /**
   * One whose sides have the same prefix in two databases: sets, which have no order, then have the
   * same one, as it comes from the names.
   */
  static Duel apart(TestRedis server, NodePeer peer, String name, Terms terms) {
    RedisUri uri = RedisUri.parse(server.uri());
    RedisUri next = new RedisUri(uri.route(), uri.user(), uri.password(), 1, false, null);
    return new Duel(Side.of(uri, name), Side.of(next, name), peer, terms);
  }

  private List<Side> sides() {
    return List.of(nodes, own);
  }

  /** Sets both clocks to so many milliseconds after noon; what is to expire by then is gone. */
  Duel at(long millis) {
    long leap = NOON + millis - now;
    if (leap > 0) {
      sides().forEach(side -> side.age(leap));
    }
    now = NOON + millis;
    node.now(now);
    ours.now(now);
    return this;
  }

  /** Plays one step on both sides; answers what both answered. */
  String play(String told, Function<Player, String> step) {
    return compare(told, step.apply(node), step.apply(ours));
  }

  /** Tells a step that both sides have played, one of which no {@link Player} knows. */
  String compare(String told, String byNode, String byUs) {
    story.add("at +" + (now - NOON) + " " + told + " -> " + byNode);
    assertThat(byUs).as("answer of Tidemill beside Node.js's%n%s", story()).isEqualTo(byNode);
    return byNode;
  }

  /** The prefix on which BullMQ plays. */
  String nodePrefix() {
    return nodes.prefix();
  }

  /** The prefix on which Tidemill plays. */
  String ourPrefix() {
    return own.prefix();
  }

  /** The Redis in which Tidemill plays. */
  RedisUri ourRedis() {
    return own.uri();
  }

  /** What both clocks show, in Unix milliseconds. */
  long now() {
    return now;
  }

  String add(NewJob... jobs) {
    String told = Stream.of(jobs).map(Duel::told).collect(Collectors.joining(", "));
    return play("add " + told, player -> player.add(List.of(jobs)));
  }

  private static String told(NewJob job) {
    return job.data() + " " + NodeOptions.of(job.options());
  }

  String add(JobOptions.Builder options) {
    return add(new NewJob("message", "{\"n\":1}", options.build()));
  }

  String claim(String token) {
    return play("claim " + token, player -> player.claim(token));
  }

  String complete(String token, @Nullable String next) {
    return play(
        "complete " + token + " then " + next,
        player -> player.complete(token, "{\"ok\":true}", next));
  }

  String fail(String token, @Nullable String next) {
    return play(
        "fail " + token + " then " + next, player -> player.fail(token, "it broke", true, next));
  }

  String sweep() {
    sides().forEach(side -> side.call("DEL", "stalled-check"));
    return play("sweep", Player::sweep);
  }

  void pause(boolean pause) {
    play(
        pause ? "pause" : "resume",
        player -> {
          player.pause(pause);
          return "";
        });
  }

  /** Has BullMQ add a flow on both sides; Tidemill only works off its jobs. */
  void flow(Map<String, ?> tree) {
    story.add("flow " + tree);
    for (Side side : sides()) {
      peer.call("flow", Map.of("prefix", side.prefix(), "now", now, "tree", tree));
    }
  }

  /** Sends a command about a key of the queue for both sides, as a person may. */
  void write(String command, String key, String... arguments) {
    story.add(command + " " + key + " " + List.of(arguments));
    sides().forEach(side -> side.call(command, key, arguments));
  }

  /** Removes a key of the queue on both sides, as time or a person may. */
  void lose(String key) {
    write("DEL", key);
  }

  /** Sets a field of the queue's meta on both sides. */
  void meta(String field, String value) {
    write("HSET", "meta", field, value);
  }

  /** Parks what waits as a client of version 5 does when it pauses the queue. */
  void park() {
    if (!isParked() && own.call("EXISTS", "wait").number() == 1) {
      story.add("park");
      sides().forEach(side -> side.call("RENAME", "wait", side.prefix() + ":q:paused"));
    }
  }

  boolean isParked() {
    return own.call("EXISTS", "paused").number() == 1;
  }

  /** Leaves little of a key's time to live on both sides, where it has one, as time does. */
  void runOff(String key) {
    if (own.call("PTTL", key).number() > 0) {
      write("PEXPIRE", key, "25000");
    }
  }

  /** The jobs that are in a state which is a sorted set, with Tidemill. */
  List<String> in(String state) {
    return own.call("ZRANGE", state, "0", "-1").list().stream().map(Reply::text).toList();
  }

  /** Jobs of such a state with their scores there, the oldest first, with Tidemill. */
  Map<String, String> scores(String state, int most) {
    List<Reply> found =
        own.call("ZRANGE", state, "0", Integer.toString(most - 1), "WITHSCORES").list();
    Map<String, String> scores = new LinkedHashMap<>();
    for (int n = 0; n < found.size(); n += 2) {
      scores.put(found.get(n).text(), found.get(n + 1).text());
    }
    return scores;
  }

  /** Whether a job is in line or delayed whose hash is gone. */
  boolean hasGhosts() {
    return own.hasGhosts();
  }

  /** What a list of the queue holds for each of the two sides: Node.js's, then ours. */
  List<String> lists(String key) {
    return sides().stream()
        .map(side -> side.call("LRANGE", key, "0", "-1"))
        .map(list -> list.list().stream().map(Reply::text).toList().toString())
        .toList();
  }

  /** Holds that Tidemill has left no key of the queue, and removes those that Node.js has left. */
  void bare() {
    String part = ":" + QUEUE + ":";
    assertThat(keys()).as("keys left after%n%s", story()).noneMatch(key -> key.contains(part));
    nodes.clear(part);
  }

  /** Our keys that there are. */
  List<String> keys() {
    return own.keys();
  }

  void assertEqualKeys() {
    List<String> differences =
        QueueDump.differences(
            QueueDump.of(nodes.redis(), nodes.prefix()),
            QueueDump.of(own.redis(), own.prefix()),
            "Node.js",
            "Tidemill");
    assertThat(differences).as("keys that differ after%n%s", story()).isEmpty();
  }

  /** What has been played so far, with the answers. */
  String story() {
    return String.join(System.lineSeparator(), story);
  }

  @Override
  public void close() {
    node.close();
    ours.close();
    for (Side side : sides()) {
      side.clear("");
      side.redis().close();
    }
  }
}

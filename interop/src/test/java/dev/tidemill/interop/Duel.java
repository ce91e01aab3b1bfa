package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
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
  private static final String QUEUE = "q";

  private final RedisConnection redis;
  private final String nodePrefix;
  private final String ourPrefix;
  private final NodePeer peer;
  private final Player node;
  private final Player ours;
  private final List<String> story = new ArrayList<>();
  private long now = NOON;

  Duel(TestRedis server, NodePeer peer, String name, Terms terms) {
    this.redis = new RedisConnection(RedisUri.parse(server.uri()), "");
    this.peer = peer;
    this.nodePrefix = "node-" + name;
    this.ourPrefix = "ours-" + name;
    this.node = new NodePlayer(peer, nodePrefix, QUEUE, terms);
    this.ours = new TidemillPlayer(redis, ourPrefix, QUEUE, terms);
    at(0);
  }

  /** Sets both clocks to so many milliseconds after noon. */
  Duel at(long millis) {
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
    return nodePrefix;
  }

  /** The prefix on which Tidemill plays. */
  String ourPrefix() {
    return ourPrefix;
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
    redis.call("DEL", nodePrefix + ":q:stalled-check", ourPrefix + ":q:stalled-check");
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
    for (String prefix : List.of(nodePrefix, ourPrefix)) {
      peer.call("flow", Map.of("prefix", prefix, "now", now, "tree", tree));
    }
  }

  /** Removes a key of the queue on both sides, as time or a person may. */
  void lose(String key) {
    story.add("lose " + key);
    redis.call("DEL", nodePrefix + ":q:" + key, ourPrefix + ":q:" + key);
  }

  /** Sets a field of the queue's meta on both sides. */
  void meta(String field, String value) {
    story.add("meta " + field + " = " + value);
    redis.call("HSET", nodePrefix + ":q:meta", field, value);
    redis.call("HSET", ourPrefix + ":q:meta", field, value);
  }

  /** Our keys that there are. */
  List<String> keys() {
    return redis.call("KEYS", ourPrefix + ":*").list().stream().map(Reply::text).toList();
  }

  void assertEqualKeys() {
    List<String> differences =
        QueueDump.differences(
            QueueDump.of(redis, nodePrefix), QueueDump.of(redis, ourPrefix), "Node.js", "Tidemill");
    assertThat(differences).as("keys that differ after%n%s", story()).isEmpty();
  }

  private String story() {
    return String.join(System.lineSeparator(), story);
  }

  @Override
  public void close() {
    node.close();
    ours.close();
    for (String prefix : List.of(nodePrefix, ourPrefix)) {
      redis.call("KEYS", prefix + ":*").list().forEach(key -> redis.call("DEL", key.text()));
    }
    redis.close();
  }
}

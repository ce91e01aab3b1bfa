package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.interop.NodePeer.Refused;
import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.Schedule;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import dev.tidemill.wire.ClaimTerms;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.SettleAndClaim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Where ours may differ from BullMQ, with what either side does: the whole list. */
@ExtendWith(NodeExtension.class)
final class AllowedDifferencesTest {

  private static final NewJob PLAIN = NewJob.of("job", "{}");

  @AutoClose private final RedisConnection redis;
  private final String nodes;
  private final String ours;
  @AutoClose private final Player node;
  @AutoClose private final Player tidemill;

  AllowedDifferencesTest(TestRedis server, NodePeer peer, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    redis = new RedisConnection(RedisUri.parse(server.uri()), "");
    nodes = "node-" + name;
    ours = "ours-" + name;
    node = new NodePlayer(peer, nodes, "q", Terms.plain());
    tidemill = new TidemillPlayer(redis, ours, "q", Terms.plain());
    at(Duel.NOON);
  }

  private void at(long moment) {
    node.now(moment);
    tidemill.now(moment);
  }

  private void both(Consumer<Player> step) {
    step.accept(node);
    step.accept(tidemill);
  }

  private Reply nodes(String command, String key, String... more) {
    return call(nodes, command, key, more);
  }

  private Reply ours(String command, String key, String... more) {
    return call(ours, command, key, more);
  }

  private Reply call(String prefix, String command, String key, String... more) {
    List<String> arguments = new ArrayList<>(List.of(prefix + ":q:" + key));
    Collections.addAll(arguments, more);
    return redis.call(command, arguments.toArray(String[]::new));
  }

  private List<String> list(String prefix, String key) {
    return call(prefix, "LRANGE", key, "0", "-1").list().stream().map(Reply::text).toList();
  }

  @Test
  void aJobWhoseHashIsGoneIsHandedOutByNodeAndSkippedByTidemill() {
    both(player -> player.add(List.of(PLAIN)));
    both(player -> player.add(List.of(PLAIN)));
    nodes("DEL", "1");
    ours("DEL", "1");

    assertThat(node.claim("t1")).isEqualTo("1");
    assertThat(tidemill.claim("t1")).isEqualTo("2");

    assertThat(nodes("HKEYS", "1").list()).as("Node.js leaves a stub").hasSize(2);
    assertThat(ours("EXISTS", "1").number()).isZero();
    assertThat(list(ours, "active")).containsExactly("2");
  }

  @Test
  void trimmingByAgeTakesAtMostItsLimitACallAndComesToTheSameEnd() {
    Keep keep = new Keep(null, Duration.ofSeconds(1), 2);
    List<NewJob> jobs = Collections.nCopies(5, PLAIN);
    both(player -> player.add(jobs));
    for (int n = 0; n < 5; n++) {
      String token = "old-" + n;
      both(player -> player.claim(token));
      both(player -> player.complete(token, "1", null));
    }
    at(Duel.NOON + 10_000);
    for (int n = 0; n < 3; n++) {
      String token = "new-" + n;
      both(
          player ->
              player.add(
                  List.of(
                      new NewJob(
                          "job", "{}", JobOptions.builder().removeOnComplete(keep).build()))));
      both(player -> player.claim(token));
      both(player -> player.complete(token, "1", null));
      assertThat(ours("ZCARD", "completed").number())
          .isGreaterThanOrEqualTo(nodes("ZCARD", "completed").number());
    }

    assertThat(nodes("ZCARD", "completed").number()).isEqualTo(3);
    assertThat(ours("ZCARD", "completed").number()).isEqualTo(3);
  }

  @Test
  void jobsDueBeyondAThousandAreOneCallLateWhenSeveralAreClaimedAtOnce() {
    JobOptions late = JobOptions.builder().delay(Duration.ofMillis(1)).build();
    List<NewJob> jobs = Collections.nCopies(1_500, new NewJob("job", "{}", late));
    both(player -> player.add(jobs));
    at(Duel.NOON + 10);

    node.claim("t1");
    node.claim("t2");
    claimTwo();

    assertThat(nodes("ZCARD", "delayed").number()).isZero();
    assertThat(ours("ZCARD", "delayed").number()).isEqualTo(500);

    both(player -> player.claim("t3"));

    assertThat(ours("ZCARD", "delayed").number()).isZero();
    assertThat(list(ours, "wait")).isEqualTo(list(nodes, "wait"));
    assertThat(list(ours, "active")).isEqualTo(list(nodes, "active"));
  }

  private void claimTwo() {
    ClaimTerms terms = new ClaimTerms(List.of("", ""), "two-", 1, 30_000, 0, 0, 2, false);
    SettleAndClaim call =
        new SettleAndClaim(
            new QueueKeys(ours, "q"), Duel.NOON + 10, false, "", List.of(), terms, 0);
    redis.run(call.lua(), List.of(call.key()), call.arguments());
  }

  @Test
  void optionsAreStoredAsTheyCameAndMeanTheSame() {
    JobOptions own = JobOptions.builder().id("a/b").attempts(2).build();
    both(player -> player.add(List.of(new NewJob("job", "{}", own))));

    String byNode = nodes("HGET", "a/b", "opts").text();
    String byUs = ours("HGET", "a/b", "opts").text();

    assertThat(byNode).contains("a\\/b");
    assertThat(byUs).contains("a/b");
    JsonNode meaning = Scene.JSON.readTree(byNode);
    assertThat(Scene.JSON.readTree(byUs)).isEqualTo(meaning);
  }

  @Test
  void aLimitWithoutAWindowIsRefusedBeforeAJobIsMoved() {
    both(player -> player.add(List.of(PLAIN)));
    nodes("HSET", "meta", "max", "1");
    ours("HSET", "meta", "max", "1");

    assertThatThrownBy(() -> node.claim("t1")).isInstanceOf(Refused.class);
    assertThatThrownBy(() -> tidemill.claim("t1"))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining("duration");

    assertThat(list(nodes, "active")).as("Node.js has moved it already").containsExactly("1");
    assertThat(list(ours, "active")).isEmpty();
    assertThat(list(ours, "wait")).containsExactly("1");
  }

  @Test
  void theStreamIsCutToWithinOneNodeOfItsCap() {
    nodes("HSET", "meta", "opts.maxLenEvents", "200");
    ours("HSET", "meta", "opts.maxLenEvents", "200");
    List<NewJob> jobs = Collections.nCopies(300, PLAIN);
    both(player -> player.add(jobs));

    assertThat(nodes("XLEN", "events").number()).isBetween(200L, 300L);
    assertThat(ours("XLEN", "events").number()).isBetween(200L, 300L);
  }

  /** BullMQ looks for the job among those that a version 5 pause parks, and finds none. */
  @Test
  void aSchedulerPutInAgainWhilePausedIsReplacedByTidemillAndDoubledByNode(
      TestRedis server, NodePeer peer) {
    Duel duel = new Duel(server, peer, "again-while-paused", Terms.plain());
    try (SchedulerDuel both = new SchedulerDuel(peer, duel)) {
      both.upsert("s", Schedule.every(Duration.ofSeconds(5)));
      duel.pause(true);
      both.at(10).upsertApart("s", Schedule.every(Duration.ofSeconds(3)));

      assertThat(both.duel.lists("wait"))
          .containsExactly(
              "[repeat:s:1790000000010, repeat:s:1790000000000]", "[repeat:s:1790000000010]");
    }
  }
}

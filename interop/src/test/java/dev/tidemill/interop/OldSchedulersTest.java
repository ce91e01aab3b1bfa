package dev.tidemill.interop;

import static dev.tidemill.interop.Duel.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What older releases of BullMQ left, and what somebody has spoilt. */
@ExtendWith(NodeExtension.class)
final class OldSchedulersTest {

  private static final String LEGACY = "tick::::*/10 * * * * *";

  private final SchedulerDuel both;
  private final NodePeer version5;

  OldSchedulersTest(TestRedis redis, NodePeer node, NodePeers nodes, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new SchedulerDuel(node, new Duel(redis, node, name, Terms.plain()));
    version5 = nodes.of(Release.V5_81_5);
  }

  @AfterEach
  void close() {
    for (String prefix : new String[] {both.duel.nodePrefix(), both.duel.ourPrefix()}) {
      version5.call("close", Map.of("prefix", prefix));
    }
    both.close();
  }

  @Test
  void aRepeatableJobOfVersion5GoesOnWithoutItsData() {
    both.addBy(
        version5,
        Map.of(
            "name",
            "tick",
            "data",
            Map.of("n", 1),
            "opts",
            Map.of("repeat", Map.of("every", 5000))));
    both.addBy(
        version5,
        Map.of(
            "name",
            "tock",
            "data",
            Map.of(),
            "opts",
            Map.of("repeat", Map.of("pattern", "*/10 * * * * *", "limit", 3))));
    for (int n = 0; n < 8; n++) {
      both.at(n * 5_000L);
      String id = both.duel.claim("t" + n);
      if (!id.equals("nothing")) {
        both.begin(id);
        both.duel.complete("t" + n, null);
      }
    }
    both.page(0, -1, true);
    both.duel.assertEqualKeys();
  }

  @Test
  void aRepeatableJobUnderAnOldKeyRunsAndIsNotContinued() {
    String id = "repeat:" + LEGACY + ":" + NOON;
    both.duel.write("ZADD", "repeat", Long.toString(NOON), LEGACY);
    both.duel.write(
        "HSET",
        id,
        "name",
        "tick",
        "data",
        "{}",
        "opts",
        "{\"repeat\":{\"pattern\":\"*/10 * * * * *\",\"count\":1}}",
        "timestamp",
        "1",
        "rjk",
        LEGACY);
    both.duel.write("LPUSH", "wait", id);
    both.duel.claim("a");
    assertThat(both.begin(id)).isEqualTo("run");
    both.duel.complete("a", null);
    assertThat(both.get(LEGACY)).isEqualTo("refused");
    assertThat(both.page(0, -1, true)).isEqualTo("refused");
    both.duel.assertEqualKeys();
  }

  @Test
  void aSchedulerWhoseIdLooksLikeAnOldKeyIsOne() {
    both.upsert(LEGACY, Schedule.cron("*/10 * * * * *"));
    both.at(10_000).live("a");
    both.get(LEGACY);
    both.duel.assertEqualKeys();
  }

  @Test
  void aJobWithoutItsOptionsIsLeft() {
    both.upsert("s", Schedule.every(Duration.ofSeconds(5)));
    both.duel.write("HSET", "repeat:s:" + NOON, "opts", "{}");
    both.duel.claim("a");
    assertThat(both.begin("repeat:s:" + NOON)).isEqualTo("left");
    both.duel.assertEqualKeys();
  }
}

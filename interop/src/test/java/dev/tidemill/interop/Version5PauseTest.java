package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.queue.PauseMode;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.queue.QueueSettings;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A queue that is paused as version 5 pauses it: BullMQ 5 under Node.js and Tidemill leave equal
 * keys, and neither loses what the other has put aside.
 */
@ExtendWith(NodeExtension.class)
final class Version5PauseTest {

  private final NodePeer node;
  private final String name;
  private final Duel duel;
  private final Queue queue;

  Version5PauseTest(TestRedis redis, NodePeers nodes, TestInfo info) {
    node = nodes.of(Release.V5_81_5);
    name = "five-pause-" + info.getTestMethod().orElseThrow().getName();
    duel = new Duel(redis, node, name, Terms.plain());
    QueueSettings settings = QueueSettings.defaults().unsigned().pauseMode(PauseMode.VERSION_5);
    queue =
        Queue.open(
            new QueueOptions(RedisUri.parse(redis.uri()), "ours-" + name, "q").with(settings));
    queue.counts(); // from now on the queue knows
  }

  @AfterEach
  void theKeysAreEqual() {
    try (Duel played = duel;
        Queue open = queue) {
      assertThat(open.isPaused()).isFalse();
      played.assertEqualKeys();
    }
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  @Test
  void whateverGoesInLineMeanwhileIsPutAside() {
    for (int n = 0; n < 5; n++) {
      duel.add(options().attempts(3));
    }
    duel.add(options().delay(Duration.ofMillis(100)));
    duel.add(options().delay(Duration.ofMillis(100)).priority(2));
    duel.claim("a");
    duel.claim("b");
    duel.claim("c");
    duel.pause(true);
    duel.assertEqualKeys();
    duel.add(options());
    duel.add(options().lifo(true));
    duel.add(options().priority(1));
    duel.assertEqualKeys();
    duel.at(50).fail("a", null);
    duel.play("put back", player -> player.putBack("b"));
    duel.lose("3:lock");
    duel.sweep();
    duel.sweep();
    duel.assertEqualKeys();
    assertThat(duel.at(200).claim("d")).isEqualTo("nothing");
    duel.assertEqualKeys();
    duel.pause(false);
    duel.assertEqualKeys();
    for (int n = 0; n < 8; n++) {
      duel.claim("e" + n);
    }
  }

  @Test
  void anEmptyQueueIsPausedAndResumed() {
    duel.add(options());
    duel.claim("a");
    duel.pause(true);
    duel.pause(false);
    duel.complete("a", null);
  }

  @Test
  void whatOursPutsAsideComesBackWhenVersion5Resumes() {
    queue.pause();
    queue.add("n", "1");
    Map<String, Object> resume = Map.of("prefix", "ours-" + name, "queue", "q", "method", "resume");
    node.call("queue", resume);

    assertThat(queue.counts().waiting()).isEqualTo(1);
    assertThat(node.call("queue", getWaiting()).size()).isEqualTo(1);
    queue.upkeep().obliterate();
  }

  private Map<String, Object> getWaiting() {
    return Map.of(
        "prefix",
        "ours-" + name,
        "queue",
        "q",
        "method",
        "getRanges",
        "args",
        List.of(List.of("wait"), 0, -1));
  }
}

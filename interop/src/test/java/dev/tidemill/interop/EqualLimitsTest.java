package dev.tidemill.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.RateLimit;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The limits of a whole queue, set and read by BullMQ under Node.js and by Tidemill. */
@ExtendWith(NodeExtension.class)
final class EqualLimitsTest {

  private final QueueDuel both;

  EqualLimitsTest(TestRedis redis, NodePeer node, TestInfo info) {
    String name = info.getTestMethod().orElseThrow().getName();
    both = new QueueDuel(redis, node, name, Terms.plain());
  }

  @AfterEach
  void theKeysAreEqual() {
    try (QueueDuel played = both) {
      played.duel.assertEqualKeys();
    }
  }

  private static JobOptions.Builder options() {
    return JobOptions.builder();
  }

  @Test
  void globalLimitsAreSetReadAndRemoved() {
    both.both(queue -> queue.limits().concurrency(2), "setGlobalConcurrency", 2);
    RateLimit limit = new RateLimit(5, Duration.ofSeconds(60));
    both.both(queue -> queue.limits().rateLimit(limit), "setGlobalRateLimit", 5, 60_000);
    both.ask(
        queue -> queue.limits().concurrency().orElse(0), JsonNode::asInt, "getGlobalConcurrency");
    both.ask(
        queue -> {
          RateLimit read = Objects.requireNonNull(queue.limits().rateLimit());
          return read.max() + " in " + read.per().toMillis();
        },
        json -> json.get("max").asLong() + " in " + json.get("duration").asLong(),
        "getGlobalRateLimit");
    for (int n = 0; n < 3; n++) {
      both.ask(queue -> queue.jobs().isMaxed(), EqualLimitsTest::truth, "isMaxed");
      both.duel.add(options());
      both.duel.claim("t" + n);
    }
    both.duel.assertEqualKeys();
    both.both(queue -> queue.limits().removeConcurrency(), "removeGlobalConcurrency");
    both.both(queue -> queue.limits().removeRateLimit(), "removeGlobalRateLimit");
    assertThat(both.queue.limits().rateLimit()).isNull();
    assertThat(both.duel.claim("last")).isEqualTo("3");
  }

  private static boolean truth(JsonNode answer) {
    return answer.isBoolean() ? answer.asBoolean() : answer.asInt(0) == 1;
  }

  @Test
  void theQueueIsHeldBackAndLetGo() {
    both.duel.add(options());
    both.both(
        queue -> queue.limits().rateLimit(new RateLimit(7, Duration.ofSeconds(50))),
        "setGlobalRateLimit",
        7,
        50_000);
    both.ask(queue -> left(queue.limits().heldBackFor()), EqualLimitsTest::left, "getRateLimitTtl");
    both.both(queue -> queue.limits().holdBack(Duration.ofSeconds(40)), "rateLimit", 40_000);
    both.duel.assertEqualKeys();
    assertThat(both.duel.claim("a")).isEqualTo("limited");
    assertThat(
            both.ask(
                queue -> left(queue.limits().heldBackFor()),
                EqualLimitsTest::left,
                "getRateLimitTtl"))
        .isEqualTo("for a while");
    both.ask(
        queue -> left(queue.limits().heldBackFor(3)), EqualLimitsTest::left, "getRateLimitTtl", 3);
    both.ask(queue -> queue.limits().letGo(), EqualLimitsTest::truth, "removeRateLimitKey");
    both.ask(queue -> queue.limits().letGo(), EqualLimitsTest::truth, "removeRateLimitKey");
    assertThat(both.duel.claim("b")).isEqualTo("1");
    both.ask(
        queue -> left(queue.limits().heldBackFor(3)), EqualLimitsTest::left, "getRateLimitTtl", 3);
    both.ask(
        queue -> left(queue.limits().heldBackFor(1)), EqualLimitsTest::left, "getRateLimitTtl", 1);
  }

  private static String left(Duration time) {
    return time.isZero() ? "not" : "for a while";
  }

  private static String left(JsonNode millis) {
    return millis.asLong() <= 0 ? "not" : "for a while";
  }

  @Test
  void whatHoldsForTheQueueIsRead() {
    both.duel.add(options());
    both.duel.meta("concurrency", "4");
    both.duel.meta("version", "bullmq:6.7.0");
    both.duel.pause(true);
    both.ask(
        queue -> {
          var meta = queue.jobs().meta();
          return "%s %d %d %s"
              .formatted(
                  meta.paused(), meta.concurrency().orElse(0), meta.maxLenEvents(), meta.version());
        },
        json ->
            "%s %d %d %s"
                .formatted(
                    json.get("paused").asBoolean(),
                    json.get("concurrency").asLong(),
                    json.get("maxLenEvents").asLong(),
                    json.get("version").asString()),
        "getMeta");
  }
}

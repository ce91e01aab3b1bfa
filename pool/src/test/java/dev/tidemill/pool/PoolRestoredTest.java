package dev.tidemill.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.PoolView.Notice;
import dev.tidemill.pool.source.Source;
import dev.tidemill.pool.state.Finding;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.testkit.Logged;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a start finds after a partial failure, what it makes of it, and how it tells that. The rows
 * are those of the table in the guide.
 */
@ExtendWith(RedisExtension.class)
class PoolRestoredTest {

  private static final String STATE = "bull:messages:tidemill:state";
  private static final String LEDGER = "bull:messages:tidemill:ledger";
  private static final String COPY = "systemState";

  /** So many messages were pushed, none was handled, and the pool was stopped. */
  private static final int BEFORE = 250;

  private static final Plan SAME = new Plan(BEFORE, 7, 4);
  private static final Plan FRESH = new Plan(0, 1, 1);

  /** What the plan says afterwards: the ledger says the same. */
  record Plan(long total, int pushers, int pullers) {}

  /**
   * One row.
   *
   * @param when what has happened
   * @param how it is done
   * @param codes of the notices that the start gives
   * @param plan afterwards
   */
  record Row(String when, Consumer<TestRedis> how, List<String> codes, Plan plan) {
    @Override
    public String toString() {
      return when;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(plan(), ledger(), copy(), queue()).flatMap(rows -> rows);
  }

  private static Row row(String when, Consumer<TestRedis> how, Plan plan, String... codes) {
    return new Row(when, how, List.of(codes), plan);
  }

  private static Stream<Row> plan() {
    String unreadable = "plan-unreadable";
    return Stream.of(
        row("a clean stop", redis -> {}, SAME),
        row("the plan is missing", delete(STATE), SAME, "plan-missing"),
        row("plan and copy are missing", delete(STATE, COPY), SAME, "plan-missing"),
        row("the plan is truncated", cut(60), SAME, unreadable),
        row("the plan is cut inside its version", cut(11), SAME, unreadable),
        row("the plan is empty", set(STATE, ""), SAME, unreadable),
        row("the plan is no JSON", set(STATE, "{\"version\":1,oops}"), SAME, unreadable),
        row("the plan is another JSON", set(STATE, "{\"version\":1,\"a\":[]}"), SAME, unreadable),
        row("the plan is of another type", list(STATE), SAME, unreadable),
        row("a figure is negative", edit("\"nextSwitchAt\":", "$0-"), SAME, unreadable),
        row(
            "a figure is a text",
            edit("\"switchEvery\":10", "\"switchEvery\":\"x\""),
            SAME,
            unreadable),
        row("a limit is absurd", edit("\"maxPushers\":10", "$09999"), SAME, unreadable),
        row("the seats are missing", edit("\"pushers\":\\[", "\"passers\":["), SAME, unreadable),
        row("an older release stored it", edit("\"format\":2,", ""), SAME, "plan-older"));
  }

  private static Stream<Row> ledger() {
    String[] unreadable = {"ledger-unreadable", "ledger-missing"};
    return Stream.of(
        row("the ledger is missing", delete(LEDGER), SAME, "ledger-missing"),
        row(
            "plan and ledger are missing",
            delete(STATE, LEDGER),
            SAME,
            "plan-missing",
            "ledger-missing"),
        row(
            "the ledger is ahead",
            count("251"),
            new Plan(251, 7, 4),
            "plan-behind",
            "messages-gone"),
        row("the ledger is behind", count("240"), SAME, "ledger-behind"),
        row("its count is a text", count("many"), SAME, unreadable),
        row("its count is negative", count("-3"), SAME, unreadable),
        row("its count is absurd", count("99999999999999999999"), SAME, unreadable),
        row("the ledger is of another type", list(LEDGER), SAME, unreadable));
  }

  private static Stream<Row> copy() {
    return Stream.of(
        row("the copy is missing", delete(COPY), SAME),
        row("the original went on", original(6, 5, 10, 631, 63), new Plan(631, 6, 5), "taken-over"),
        row("the original left zeros", original(0, 0, 0, 0, 0), SAME, "copy-zeros"),
        row("its figures are negative", original(-3, -1, -9, -250, -25), SAME, "copy-zeros"),
        row(
            "its counts are above limits",
            original(5000, 12, 3, 403, 40),
            new Plan(403, 10, 12),
            "taken-over"),
        row(
            "its fields are missing",
            set(COPY, "{\"totalMessageCount\":400}"),
            new Plan(400, 3, 8),
            "taken-over"),
        row(
            "its figures are texts",
            set(
                COPY,
                "{\"pusherCount\":\"3\",\"pullerCount\":\"x\",\"totalMessageCount\":\"400\"}"),
            new Plan(400, 3, 1),
            "taken-over"),
        row("a text stands there", set(COPY, "hello"), SAME, "copy-unreadable"),
        row("another type stands there", list(COPY), SAME, "copy-unreadable"),
        row(
            "our note of it is missing",
            delete("bull:messages:tidemill:copied"),
            SAME,
            "copy-unwitnessed"));
  }

  private static Stream<Row> queue() {
    return Stream.of(
        row(
            "the queue was emptied by hand",
            delete("bull:messages:wait", "bull:messages:paused"),
            SAME,
            "messages-gone"),
        row(
            "the queue was removed as a whole",
            PoolRestoredTest::removeQueue,
            SAME,
            "messages-gone"),
        row("all is gone", TestRedis::flush, FRESH));
  }

  private static Consumer<TestRedis> delete(String... keys) {
    return redis -> redis.call("DEL", keys);
  }

  private static Consumer<TestRedis> set(String key, String text) {
    return redis -> redis.call("SET", key, text);
  }

  private static Consumer<TestRedis> list(String key) {
    return delete(key).andThen(redis -> redis.call("LPUSH", key, "x"));
  }

  private static Consumer<TestRedis> cut(int length) {
    return redis -> redis.call("SET", STATE, state(redis).substring(0, length));
  }

  private static Consumer<TestRedis> edit(String from, String to) {
    return redis -> {
      String edited = state(redis).replaceAll(from, to);
      assertThat(edited).isNotEqualTo(state(redis));
      redis.call("SET", STATE, edited);
    };
  }

  private static Consumer<TestRedis> count(String value) {
    return redis -> redis.call("HSET", LEDGER, "count", value);
  }

  private static Consumer<TestRedis> original(int... figures) {
    return set(
        COPY,
        ("{\"pusherCount\":%d,\"pullerCount\":%d,\"messageCount\":%d,\"totalMessageCount\":%d,"
                + "\"roleSwitchCount\":%d,\"currentRole\":\"Pusher\"}")
            .formatted(figures[0], figures[1], figures[2], figures[3], figures[4]));
  }

  private static void removeQueue(TestRedis redis) {
    keys(redis, "bull:messages:*")
        .filter(key -> !key.contains(":tidemill:"))
        .forEach(key -> redis.call("DEL", key));
  }

  private static String state(TestRedis redis) {
    return String.valueOf(redis.call("GET", STATE));
  }

  @ParameterizedTest(name = "aStartWhere: {0}")
  @MethodSource("rows")
  void aStartRestoresAndTells(Row row, TestRedis redis) {
    leaveMessages(redis);
    row.how().accept(redis);

    try (Logged log = Logged.of("dev.tidemill.pool");
        Pool pool = Pool.open(idle(redis).build())) {
      assertThat(pool.view().restored()).isEmpty();
      Object broken = redis.call("DUMP", STATE);
      pool.start();

      PoolView view = pool.view();
      assertThat(plan(view)).isEqualTo(row.plan());
      assertThat(redis.call("HGET", LEDGER, "count"))
          .isEqualTo(row.plan().total() == 0 ? null : Long.toString(row.plan().total()));
      assertThat(view.restored())
          .extracting(Notice::code)
          .containsExactly(row.codes().toArray(String[]::new));
      assertThat(log.lines())
          .containsAll(
              view.restored().stream().map(it -> "Pool bull:messages: " + it.told()).toList());
      assertThat(asides(redis))
          .isEqualTo(row.codes().contains("plan-unreadable") ? List.of(broken) : List.of());
    }
    aSecondStartFindsNothing(redis, row.plan());
  }

  @Test
  void theGuideNamesEveryCode() throws IOException {
    String guide = Files.readString(Path.of("..", "docs", "guide", "restoring.md"));

    for (Finding.Code code : Finding.Code.values()) {
      assertThat(guide).contains("`" + code.label() + "` |");
    }
  }

  private static void aSecondStartFindsNothing(TestRedis redis, Plan plan) {
    try (Pool pool = Pool.open(idle(redis).build())) {
      pool.start();

      assertThat(plan(pool.view())).isEqualTo(plan);
      assertThat(pool.view().restored()).extracting(Notice::code).isSubsetOf("copy-unreadable");
    }
  }

  private static Plan plan(PoolView view) {
    return new Plan(view.totalMessageCount(), view.pusherCount(), view.pullerCount());
  }

  private static List<?> asides(TestRedis redis) {
    return keys(redis, STATE + ":aside:*").map(key -> redis.call("DUMP", key)).toList();
  }

  private static Stream<String> keys(TestRedis redis, String pattern) {
    return redis.call("KEYS", pattern) instanceof List<?> keys
        ? keys.stream().map(String::valueOf)
        : Stream.empty();
  }

  private static void leaveMessages(TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "messages"));
        Pool pool = Pool.open(idle(redis).source(PoolTest.counting(BEFORE)).build())) {
      queue.pause();
      pool.start();
      Awaitility.await().until(() -> pool.progress().exhausted());
    }
  }

  /** One that does not push, on a queue that is paused. */
  private static PoolOptionsBuilder idle(TestRedis redis) {
    CountDownLatch never = new CountDownLatch(1);
    Source silent =
        () -> {
          never.await();
          return null;
        };
    return PoolTest.options(redis).source(silent);
  }
}

package dev.tidemill.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.NewJob;
import dev.tidemill.queue.ForeignKey;
import dev.tidemill.queue.Queue;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs whose hashes are written before the script that adds them. */
@ExtendWith(RedisExtension.class)
final class AddStagedTest {

  private static final long NOON = 1_790_000_000_000L;
  private static final String LARGE = "\"" + "x".repeat(2_000) + "\"";
  private static final List<NewJob> JOBS =
      List.of(NewJob.of("mail", LARGE), NewJob.of("mail", "1"));

  private final TestRedis server;
  private final RedisConnection redis;
  private final QueueKeys keys = new QueueKeys("bull", "large");

  AddStagedTest(TestRedis server) {
    this.server = server;
    redis = new RedisConnection(RedisUri.parse(server.uri()), "");
  }

  @BeforeEach
  void open() {
    redis.call("HSET", keys.meta(), "opts.maxLenEvents", "10000"); // as every queue has it
  }

  @AfterEach
  void close() {
    redis.close();
  }

  private SortedMap<String, Object> dump() {
    return KeyDump.of(server.uri(), "bull:large:");
  }

  @Test
  void theyLeaveWhatTheUsualWayLeaves() {
    ScriptRunner.run(new AddJobs(keys, JOBS, NOON, null), redis);
    SortedMap<String, Object> usual = dump();
    server.flush();
    open();

    List<Stored> stored = ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), redis);

    assertThat(stored).extracting(Stored::id).containsExactly("1", "2");
    assertThat(dump()).isEqualTo(usual);
  }

  @Test
  void aScriptThatRedisForgotIsSentAgainWithTheirHashes() {
    ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), redis);
    redis.call("SCRIPT", "FLUSH");

    assertThat(ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), redis))
        .extracting(Stored::id)
        .containsExactly("3", "4");
    assertThat(dump()).containsKeys("bull:large:3", "bull:large:4").doesNotContainKey(staged(1));
  }

  @Test
  void aQueueThatIsNoPlainOneTakesNothingAndNothingIsLeftBehind() {
    redis.call("HSET", keys.meta(), "paused", "1");
    SortedMap<String, Object> before = dump();

    assertThat(ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), redis)).isNull();
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  void aKeyInTheWayOfOneOfThemStopsAllBeforeTheFirst() {
    redis.call("SET", keys.job("2"), "not a job");
    SortedMap<String, Object> before = dump();

    assertThat(ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), redis)).isNull();
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  void aQueueAddsThemTheUsualWayThen() {
    redis.call("SET", keys.job("1"), "not a job");

    try (Queue queue = Queue.open(QueueOptions.of(server.uri(), "large"))) {
      assertThat(queue.add("mail", LARGE)).isEqualTo("2");
      assertThat(queue.add("mail", LARGE)).isEqualTo("3");
    }
    assertThat(dump().keySet()).noneMatch(key -> key.contains("staged"));
  }

  @Test
  void aUserWhoMayBeginNoTransactionAddsEachOnce() {
    redis.call("ACL", "SETUSER", "adder", "on", ">word", "~*", "&*", "+@all", "-multi");
    RedisUri uri = RedisUri.parse(server.uri().replace("redis://", "redis://adder:word@"));

    try (RedisConnection other = new RedisConnection(uri, "")) {
      assertThat(ScriptRunner.run(new AddStaged(keys, JOBS, NOON, "call"), other)).hasSize(2);
    }
    assertThat(redis.call("LLEN", keys.waiting()).number()).isEqualTo(2);
    assertThat(dump()).doesNotContainKey(staged(1));
  }

  @Test
  void aLineOfAnotherTypeIsToldAsItIsOfSmallJobs() {
    redis.call("SET", keys.waiting(), "not a list");

    try (Queue queue = Queue.open(QueueOptions.of(server.uri(), "large"))) {
      assertThatThrownBy(() -> queue.add("mail", LARGE)).isInstanceOf(ForeignKey.class);
    }
    assertThat(dump().keySet())
        .noneMatch(key -> key.contains("staged"))
        .doesNotContain(keys.job("1"));
  }

  private String staged(int number) {
    return keys.own("staged:call:" + number);
  }
}

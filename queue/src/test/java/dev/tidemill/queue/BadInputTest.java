package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Backoff;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.job.Schedule;
import dev.tidemill.testkit.KeyDump;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be meant is refused at once, with the bad value and what to give instead. */
@ExtendWith(RedisExtension.class)
@Timeout(60)
class BadInputTest {

  private static final String URI = "redis://127.0.0.1:1";

  private static Arguments bad(Callable<?> call, String option, String value, String remedy) {
    return Arguments.of(InvalidOption.class, option, value, remedy, call);
  }

  private static Arguments name(Callable<?> call, String what, String value, String remedy) {
    return Arguments.of(InvalidName.class, what, value, remedy, call);
  }

  private static Arguments colon(Callable<?> opening) {
    return name(opening, "queue name", "'a:b'", "without a colon");
  }

  private static JobOptions.Builder job() {
    return JobOptions.builder();
  }

  private static WorkerOptionsBuilder worker() {
    return WorkerOptions.builder(QueueOptions.of(URI, "q"));
  }

  static Stream<Arguments> names() {
    return Stream.of(
        name(() -> Queue.open(QueueOptions.of(URI, "")), "queue name", "''", "without a colon"),
        colon(() -> Queue.open(QueueOptions.of(URI, "a:b"))),
        colon(
            () -> Worker.of(WorkerOptions.builder(QueueOptions.of(URI, "a:b")).build(), c -> "1")),
        colon(() -> QueueEvents.of(QueueOptions.of(URI, "a:b"))),
        name(() -> job().id("42").build(), "job id", "'42'", "Put a letter before it"),
        name(() -> job().id("-5").build(), "job id", "'-5'", "Put a letter before it"),
        name(() -> job().id("0:1").build(), "job id", "'0:1'", "Put a letter before it"),
        name(() -> job().id("a:b").build(), "job id", "'a:b'", "three parts"),
        name(() -> new JobRef("mail", "1"), "queue", "'mail'", "as in bull:mail"),
        name(() -> new JobRef("bull:mail", ""), "job id", "job id is empty", "give the id"),
        bad(
            () -> QueueOptions.of("http://x", "q"),
            "Redis",
            "'http'",
            "redis://[user:password@]host"),
        bad(() -> QueueOptions.of("redis://h:notaport", "q"), "Redis", "notaport", "redis://"),
        bad(() -> QueueOptions.of("redis://u:100%@h", "q"), "Redis", "%", "write %25"),
        bad(() -> QueueOptions.of("redis://h:99999", "q"), "Redis", "99999", "1 to 65535"),
        bad(() -> QueueOptions.of("unix:///a%00b", "q"), "Redis", "socket", "redis://"));
  }

  static Stream<Arguments> options() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        bad(() -> job().delay(Duration.ofMillis(-1)).build(), "delay", "PT-0.001S", "zero or more"),
        bad(() -> job().priority(2_097_152).build(), "priority", "2097152", "1 to 2097151"),
        bad(() -> job().attempts(-1).build(), "attempts", "-1", "1 or more"),
        bad(
            () -> job().more(Map.of("delay", "5")).build(),
            "option",
            "'delay'",
            "the builder's own"),
        bad(() -> Backoff.fixed(second.negated()), "backoff delay", "PT-1S", "zero or more"),
        bad(() -> new Backoff("fixed", second, 1.5), "backoff jitter", "1.5", "0 to 1"),
        bad(
            () -> new Backoff("linear", second, 0).millis(1, 0),
            "backoff type",
            "'linear'",
            "fixed or exponential"),
        bad(() -> new JobLimits(0, null, null), "data size limit", "0", "1 or more"),
        bad(() -> Keep.newest(-1), "keep count", "-1", "0 to keep none"),
        bad(() -> Keep.youngerThan(Duration.ofMillis(999)), "keep age", "PT0.999S", "a second"),
        bad(() -> new RateLimit(0, second), "rate limit", "0", "at least 1"),
        bad(
            () -> new RateLimit(1, Duration.ZERO),
            "rate limit window",
            "PT0S",
            "a millisecond or more"),
        bad(
            () -> job().more(Map.of("deep", "[".repeat(9_999) + "]".repeat(9_999))).build(),
            "option 'deep'",
            "[[[",
            "no JSON"),
        bad(
            () -> QueueSettings.defaults().patience(ChronoUnit.FOREVER.getDuration()),
            "patience",
            "PT",
            "at most"),
        bad(
            () -> QueueSettings.defaults().patience(second.negated()),
            "patience",
            "PT-1S",
            "zero or more"),
        bad(() -> worker().concurrency(0).build(), "concurrency", "0", "at least 1"),
        bad(() -> worker().metrics(-1).build(), "metrics", "-1", "0 for none"),
        bad(() -> worker().stalled(second, -1).build(), "maxStalledCount", "-1", "0 or more"),
        bad(
            () -> worker().drainDelay(Duration.ZERO).build(),
            "drainDelay",
            "PT0S",
            "a millisecond or more"),
        bad(
            () -> worker().lockDuration(Duration.ofMillis(99)).build(),
            "lockDuration",
            "PT0.099S",
            "100 ms"),
        bad(
            () -> worker().stalled(Duration.ZERO, 1).build(),
            "stalledInterval",
            "PT0S",
            "a millisecond or more"),
        bad(
            () -> worker().maxStartedAttempts(-1).build(),
            "maxStartedAttempts",
            "-1",
            "0 for any number"));
  }

  static Stream<Arguments> optionsThatExcludeEachOther() {
    JobRef parent = new JobRef("bull:q", "1");
    Deduplication simple = Deduplication.simple("d");
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        bad(
            () -> job().deduplication(simple).parent(parent).build(),
            "deduplication",
            "'d'",
            "one or the other"),
        bad(
            () -> new Deduplication("d", null, true, false, false, false),
            "deduplication",
            "'d'",
            "give a ttl too"),
        bad(
            () -> new Deduplication("d", second, false, true, false, true),
            "deduplication",
            "'d'",
            "choose one"),
        bad(
            () -> Schedule.every(Duration.ZERO).build(),
            "schedule interval",
            "PT0S",
            "a millisecond or more"),
        bad(() -> Schedule.cron("").build(), "schedule", "pattern ''", "give one of them"),
        bad(
            () -> Schedule.cron("* * * * *").start(Instant.EPOCH).immediately(true).build(),
            "schedule",
            "1970-01-01T00:00:00Z",
            "give one of them"),
        bad(
            () -> Schedule.cron("* * * * *").limit(0).build(),
            "schedule limit",
            "0",
            "at least 1"));
  }

  static Stream<Arguments> timesThatNobodyLivesToSee() {
    Duration ever = ChronoUnit.FOREVER.getDuration();
    Duration second = Duration.ofSeconds(1);
    Instant never = Instant.MAX;
    return Stream.of(
        tooLong(() -> job().delay(ever).build(), "delay"),
        tooLong(() -> Backoff.exponential(ever), "backoff delay"),
        tooLong(() -> Backoff.fixed(Duration.ofSeconds(Long.MIN_VALUE)), "backoff delay"),
        tooLong(() -> Deduplication.throttle("d", ever), "deduplication ttl"),
        tooLong(() -> Keep.youngerThan(ever), "keep age"),
        tooLong(() -> new RateLimit(1, ever), "rate limit window"),
        tooLong(() -> Schedule.every(ever).build(), "schedule interval"),
        tooLong(() -> Schedule.every(second).offset(ever).build(), "schedule offset"),
        tooLong(() -> worker().lockDuration(ever).build(), "lockDuration"),
        tooLong(() -> worker().stalled(ever, 1).build(), "stalledInterval"),
        tooLong(() -> worker().drainDelay(ever).build(), "drainDelay"),
        tooLong(() -> QueueEventsOptions.of(QueueOptions.of(URI, "q")).block(ever), "block"),
        bad(() -> job().timestamp(never).build(), "timestamp", "" + never, "between 1970 and"),
        bad(
            () -> Schedule.every(second).end(never).build(),
            "schedule end",
            "" + never,
            "between 1970 and"),
        bad(
            () -> Schedule.every(second).start(Instant.MIN).build(),
            "schedule start",
            "" + Instant.MIN,
            "between 1970 and"));
  }

  private static Arguments tooLong(Callable<?> call, String option) {
    return bad(call, option, " is PT", "at most 36500 days");
  }

  @ParameterizedTest(name = "{0}: {1} {2}: {3}")
  @MethodSource({"names", "options", "optionsThatExcludeEachOther", "timesThatNobodyLivesToSee"})
  void isRefusedWithOptionBadValueAndRemedy(
      Class<?> kind, String option, String value, String remedy, Callable<?> call) {
    assertThatThrownBy(call::call)
        .isExactlyInstanceOf(kind)
        .hasMessageContaining(option)
        .hasMessageContaining(value)
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "delayed", "prioritized", "events", "meta"})
  void anAddThatMeetsAForeignKeyLeavesNothingBehind(String key, TestRedis redis) {
    redis.call("SET", "bull:q:" + key, "no such thing");
    var before = KeyDump.of(redis.uri(), "bull:q:");
    JobOptions options =
        switch (key) {
          case "delayed" -> job().delay(Duration.ofHours(1)).id("mine").build();
          case "prioritized" -> job().priority(1).build();
          default -> JobOptions.defaults();
        };
    QueueOptions unsigned =
        QueueOptions.of(redis.uri(), "q").with(QueueSettings.defaults().unsigned());
    try (Queue queue = Queue.open(unsigned)) {
      assertThatThrownBy(() -> queue.add("n", "1", options))
          .isInstanceOf(ForeignKey.class)
          .hasMessageContaining("bull:q")
          .hasMessageContaining("WRONGTYPE")
          .hasMessageContaining("use another prefix");
      assertThat(jobs(redis)).isEmpty();

      redis.call("DEL", "bull:q:" + key);

      assertThat(queue.add("n", "1", options)).isNotEmpty();
      assertThat(before).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"delayed", "prioritized", "events", "kept:dependencies"})
  void aJobThatHasToDoWithOthersAndMeetsAForeignKeyLeavesNothingBehind(
      String key, TestRedis redis) {
    try (Queue queue = Queue.open(QueueOptions.of(redis.uri(), "q"))) {
      queue.add("n", "1", job().id("kept").build());
      redis.call("DEL", "bull:q:" + key);
      redis.call("SET", "bull:q:" + key, "no such thing");
      JobOptions.Builder options =
          switch (key) {
            case "delayed" -> once().delay(Duration.ofHours(1)).id("mine");
            case "prioritized" -> once().priority(1);
            case "events" -> once().lifo(true);
            default -> job().parent(new JobRef("bull:q", "kept"));
          };

      assertThatThrownBy(() -> queue.add("n", "1", options.build()))
          .hasMessageContaining("WRONGTYPE");

      assertThat(jobs(redis)).isEmpty();
      assertThat(redis.call("EXISTS", "bull:q:de:same")).isEqualTo(0L);
      redis.call("DEL", "bull:q:" + key);
      assertThat(queue.add("n", "1", options.build())).isNotEmpty();
    }
  }

  private static JobOptions.Builder once() {
    return job().deduplication(Deduplication.simple("same"));
  }

  private static List<String> jobs(TestRedis redis) {
    return Stream.of("1", "2", "mine")
        .filter(id -> !Long.valueOf(0).equals(redis.call("EXISTS", "bull:q:" + id)))
        .toList();
  }
}

package dev.tidemill.pool.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemill.pool.store.HistoryEntry.Draft;
import dev.tidemill.pool.store.HistoryEntry.Kind;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RedisExtension.class)
class HistoryStoreTest {

  private static final PoolKeys KEYS = new PoolKeys("bull", "messages");
  private static final Draft TURN = new Draft(Kind.TURN, "{\"worker\":\"w01\"}");
  private static final Draft STEP = new Draft(Kind.STEP, "{\"pushers\":2}");

  private final TestRedis redis;
  private final SharedConnection connection;
  private final HistoryStore history;

  HistoryStoreTest(TestRedis redis) {
    this.redis = redis;
    this.connection = new SharedConnection(RedisUri.parse(redis.uri()), "");
    this.history = new HistoryStore(connection, KEYS);
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  @Test
  void entriesAreReadInTheOrderInWhichTheyWereWritten() {
    history.append(List.of(TURN, STEP));
    history.append(List.of(TURN));

    List<HistoryEntry> all = history.read("0-0", 10);

    assertThat(all).extracting(HistoryEntry::kind).containsExactly(Kind.TURN, Kind.STEP, Kind.TURN);
    assertThat(all.getFirst().json()).isEqualTo("{\"worker\":\"w01\"}");
    assertThat(history.read(all.getFirst().id(), 10)).isEqualTo(all.subList(1, 3));
    assertThat(history.read("0-0", 2)).isEqualTo(all.subList(0, 2));
    assertThat(history.newestId()).isEqualTo(all.getLast().id());
    assertThat(history.oldestId()).isEqualTo(all.getFirst().id());
  }

  @Test
  void nothingIsReadWhereNothingWasWritten() {
    assertThat(history.read("0-0", 10)).isEmpty();
    assertThat(history.last(Duration.ofMinutes(10))).isEmpty();
    assertThat(history.newestId()).isEqualTo("0-0");
  }

  @Test
  void onlyTheFirstOfTwoProcessesWritesTheSampleOfASecond() {
    boolean first = history.sample(List.of(TURN), "{\"t\":1}");
    boolean second = history.sample(List.of(STEP), "{\"t\":2}");

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(history.read("0-0", 10))
        .extracting(HistoryEntry::kind)
        .containsExactly(Kind.TURN, Kind.SAMPLE, Kind.STEP);
    Awaitility.await().atMost(3, TimeUnit.SECONDS).until(() -> history.sample(List.of(), "{}"));
  }

  @Test
  void whatIsOlderThanAnHourIsTrimmedWithASample() {
    for (int n = 1; n <= 300; n++) {
      redis.call("XADD", KEYS.history(), n + "-0", "kind", "turn", "json", "{}");
    }

    history.sample(List.of(), "{}");

    assertThat(history.read("0-0", 1000)).hasSizeLessThan(101);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    HistoryStore small = new HistoryStore(connection, KEYS, 200);
    for (int n = 0; n < 10; n++) {
      small.append(IntStream.range(0, 100).mapToObj(i -> TURN).toList());
    }

    assertThat(history.read("0-0", 1000)).hasSizeBetween(200, 300);
  }

  @Test
  void theBusiestHourIsKeptWholeInLessThanSixteenMebibytes() {
    String turn = "{\"worker\":\"w00000017\",\"role\":\"Pusher\",\"turns\":500}";
    String step = "{\"pushers\":10,\"pullers\":10,\"total\":9007199254740991}";
    String sample =
        "{\"t\":1795507116769,\"pushers\":10,\"pullers\":10,\"waiting\":1000000,\"active\":1000,"
            + "\"delayed\":100000,\"failed\":100000,\"pushed\":9007199254740991,"
            + "\"done\":9007199254740991,\"switches\":900719925474099,\"messageCount\":9,"
            + "\"role\":\"Pusher\"}";
    List<Draft> tenSeconds = new ArrayList<>();
    for (int second = 0; second < 10; second++) {
      tenSeconds.addAll(Collections.nCopies(20, new Draft(Kind.TURN, turn)));
      tenSeconds.addAll(Collections.nCopies(4, new Draft(Kind.STEP, step)));
      tenSeconds.add(new Draft(Kind.SAMPLE, sample));
    }

    for (int n = 0; n < 360; n++) {
      history.append(tenSeconds);
    }

    assertThat(redis.call("XLEN", KEYS.history())).isEqualTo(90_000L);
    assertThat((Long) redis.call("MEMORY", "USAGE", KEYS.history(), "SAMPLES", "0"))
        .isLessThan(16L << 20);
    for (int n = 0; n < 100; n++) {
      history.append(tenSeconds);
    }
    assertThat((Long) redis.call("XLEN", KEYS.history())).isBetween(100_000L, 100_100L);
  }

  @Test
  void theLastMinutesAreReadByTheClockOfRedis() {
    redis.call("XADD", KEYS.history(), "1000-0", "kind", "turn", "json", "{}");
    history.append(List.of(STEP));

    List<HistoryEntry> last = history.last(Duration.ofMinutes(10));

    assertThat(last).extracting(HistoryEntry::kind).containsExactly(Kind.STEP);
    assertThat(history.since(last.getFirst().atMs())).isEqualTo(last);
    assertThat(history.since(0)).hasSize(2);
  }

  @Test
  void aReaderThatFollowsIsGivenWhatComes() throws Exception {
    history.append(List.of(TURN));
    String seen = history.newestId();
    try (RedisConnection own = new RedisConnection(RedisUri.parse(redis.uri()), "")) {
      CompletableFuture<List<HistoryEntry>> next =
          CompletableFuture.supplyAsync(() -> history.follow(own, seen, Duration.ofSeconds(20)));
      Awaitility.await()
          .until(() -> String.valueOf(redis.call("INFO", "clients")).contains("blocked_clients:1"));

      history.append(List.of(STEP));

      assertThat(next.get(5, TimeUnit.SECONDS))
          .extracting(HistoryEntry::kind)
          .containsExactly(Kind.STEP);
      assertThat(history.follow(own, history.newestId(), Duration.ofMillis(20))).isEmpty();
    }
  }

  @Test
  void aReaderIsToldWhetherItCanGoOn() {
    redis.call("XADD", KEYS.history(), "5000-3", "kind", "turn", "json", "{}");

    assertThat(history.resume("5000-3")).isEqualTo(Resume.KNOWN);
    assertThat(history.resume("5000-2")).isEqualTo(Resume.TOO_OLD);
    assertThat(history.resume("4999-9")).isEqualTo(Resume.TOO_OLD);
    assertThat(history.resume("5000-10")).isEqualTo(Resume.UNKNOWN);
    assertThat(history.resume("yesterday")).isEqualTo(Resume.UNREADABLE);
    assertThat(history.resume("1-1 COUNT 5")).isEqualTo(Resume.UNREADABLE);
    redis.flush();
    assertThat(history.resume("5000-3")).isEqualTo(Resume.UNKNOWN);
  }

  @Test
  void kindsOfANewerVersionArePassedOver() {
    redis.call("XADD", KEYS.history(), "*", "kind", "tide", "json", "{}");
    history.append(List.of(TURN));

    assertThat(history.read("0-0", 10)).hasSize(1);
  }
}

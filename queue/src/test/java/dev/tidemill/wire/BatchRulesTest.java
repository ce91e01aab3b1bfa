package dev.tidemill.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import dev.tidemill.redis.CommandRejected;
import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a batch that chance seldom meets, one by one. */
@ExtendWith(RedisExtension.class)
final class BatchRulesTest {

  private static final long NOON = 1_790_000_000_000L;
  private static final QueueKeys KEYS = new QueueKeys("bull", "rules");

  private final RedisConnection redis;

  BatchRulesTest(TestRedis server) {
    redis = new RedisConnection(RedisUri.parse(server.uri()), "");
  }

  @AfterEach
  void close() {
    redis.close();
  }

  private List<String> add(JobOptions... options) {
    List<NewJob> jobs = new ArrayList<>();
    for (JobOptions option : options) {
      jobs.add(new NewJob("job", "1", option));
    }
    return ScriptRunner.run(new AddJobs(KEYS, jobs, NOON, null), redis).ids();
  }

  private SettleAndClaim.Result call(long now, int slots, Settlement... settled) {
    ClaimTerms terms =
        new ClaimTerms(
            Collections.nCopies(slots, ""), "t" + now + ":", 1, 30_000, 0, 0, 100, false);
    return ScriptRunner.run(
        new SettleAndClaim(KEYS, now, false, "", List.of(settled), terms, 0), redis);
  }

  private static Settlement completed(SettleAndClaim.Claimed claim, long at) {
    int attempt = Settlement.Completed.attempt(claim.job());
    return new Settlement.Completed(
        claim.job().id(), claim.token(), at, "null", Keep.all(), attempt);
  }

  private static Settlement retried(SettleAndClaim.Claimed claim, long at) {
    return new Settlement.Retried(
        claim.job().id(), claim.token(), at, new Settlement.Why("why", "[]"), false);
  }

  private List<String> events() {
    List<String> told = new ArrayList<>();
    redis
        .call("XRANGE", KEYS.stem() + "events", "-", "+")
        .list()
        .forEach(entry -> told.add(entry.list().get(1).fields().toString()));
    return told;
  }

  @Test
  void eachRetryPromotesWhatIsDueWhenItsOwnHandlerEnded() {
    add(JobOptions.defaults(), JobOptions.defaults());
    var claims = call(NOON, 2).claims();
    add(JobOptions.builder().delay(Duration.ofMillis(5)).build());

    call(NOON + 9, 0, retried(claims.get(0), NOON + 1), retried(claims.get(1), NOON + 9));

    assertThat(redis.call("LRANGE", KEYS.waiting(), "0", "-1").list())
        .extracting(Reply::text)
        .containsExactly("2", "3", "1");
  }

  @Test
  void aQueueIsNotDrainedByALaterJobThatLeavesItToBeDelayed() {
    add(JobOptions.defaults(), JobOptions.defaults());
    var claims = call(NOON, 2).claims();
    var later = claims.get(1);

    call(
        NOON + 1,
        0,
        completed(claims.get(0), NOON),
        new Settlement.Delayed(
            later.job().id(), later.token(), NOON, new Settlement.Why("why", "[]"), 50));

    assertThat(events()).doesNotContain("{event=drained}");
  }

  @Test
  void aJobThatIsOnlyToBeFailedCostsNothingOfTheRateLimit() {
    add(JobOptions.defaults(), JobOptions.defaults(), JobOptions.defaults());
    redis.call("HSET", KEYS.job("1"), "defa", "child failed");
    redis.call("HSET", KEYS.meta(), "max", "1", "duration", "60000");

    assertThat(call(NOON, 3).claims())
        .extracting(claim -> claim.job().id())
        .containsExactly("1", "2");
  }

  @Test
  void whatWasSettledIsAnsweredEvenWhenNothingCanBeClaimed() {
    add(JobOptions.defaults(), JobOptions.defaults());
    var claims = call(NOON, 1).claims();
    redis.call("HSET", KEYS.meta(), "max", "5");

    var result = call(NOON + 1, 1, completed(claims.get(0), NOON));

    assertThat(result.codes()).containsExactly(new SettleAndClaim.Code(0, ""));
    assertThat(result.claims()).isEmpty();
    assertThatThrownBy(() -> call(NOON + 2, 1))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining("no duration");
  }

  @Test
  void oneJobThatCannotBeSettledDoesNotTakeTheOthers() {
    add(JobOptions.defaults(), JobOptions.defaults());
    var claims = call(NOON, 2).claims();
    redis.call("DEL", KEYS.job("1"));
    redis.call("SET", KEYS.job("1"), "no hash");

    var result = call(NOON + 1, 0, completed(claims.get(0), NOON), completed(claims.get(1), NOON));

    assertThat(result.codes().get(0).error()).contains("WRONGTYPE");
    assertThat(result.codes().get(1).number()).isZero();
  }

  @Test
  void aParentAndItsLastChildMayEndInOneBatch() {
    add(JobOptions.builder().id("parent").build(), JobOptions.builder().id("child").build());
    redis.call("HSET", KEYS.job("child"), "parentKey", KEYS.job("parent"), "parent", "{}");
    redis.call("SADD", KEYS.job("parent") + ":dependencies", KEYS.job("child"));
    var claims = call(NOON, 2).claims();

    var result = call(NOON + 1, 0, completed(claims.get(1), NOON), completed(claims.get(0), NOON));

    assertThat(result.codes()).allMatch(code -> code.number() == 0);
    assertThat(redis.call("HGETALL", KEYS.job("parent") + ":processed").fields())
        .isEqualTo(Map.of(KEYS.job("child"), "null"));
  }

  @Test
  void aHashThatBecameSomethingElseKeepsNoOtherJobFromBeingSettled() {
    redis.call("HSET", KEYS.meta(), "opts.maxLenEvents", "10000");
    add(Collections.nCopies(24, JobOptions.defaults()).toArray(JobOptions[]::new));
    var claims = call(NOON, 12).claims();
    String foreign = claims.get(3).job().id();
    redis.call("SET", KEYS.job(foreign), "not a job");

    var settled = claims.stream().map(claim -> completed(claim, NOON + 1));
    var result = call(NOON + 1, 12, settled.toArray(Settlement[]::new));

    assertThat(result.codes()).filteredOn(code -> code.number() == 0).hasSize(11);
    assertThat(result.codes().get(3).error()).contains("WRONGTYPE");
    assertThat(redis.call("ZCARD", KEYS.stem() + "completed").number()).isEqualTo(11);
    assertThat(redis.call("LRANGE", KEYS.active(), "0", "-1").list())
        .extracting(Reply::text)
        .contains(foreign)
        .hasSize(13);
  }

  @Test
  void anOnlyJobWhoseHashBecameSomethingElseIsToldAndTheNextIsTaken() {
    redis.call("HSET", KEYS.meta(), "opts.maxLenEvents", "10000");
    add(JobOptions.defaults(), JobOptions.defaults());
    var claims = call(NOON, 1).claims();
    String foreign = claims.getFirst().job().id();
    redis.call("SET", KEYS.job(foreign), "not a job");

    var result = call(NOON + 1, 1, completed(claims.getFirst(), NOON + 1));

    assertThat(result.codes().getFirst().error()).contains("WRONGTYPE");
    assertThat(result.claims()).extracting(claim -> claim.job().id()).containsExactly("2");
    assertThat(redis.call("ZCARD", KEYS.stem() + "completed").number()).isZero();
    assertThat(redis.call("LRANGE", KEYS.active(), "0", "-1").list())
        .extracting(Reply::text)
        .containsExactlyInAnyOrder(foreign, "2");
  }

  @Test
  void aKeyInTheWayAmidJobsThatAreAlikeGivesThatJobAnotherIdAndItsPlace() {
    redis.call("HSET", KEYS.meta(), "opts.maxLenEvents", "10000");
    redis.call("SET", KEYS.job("3"), "not a job");
    List<NewJob> alike = Collections.nCopies(5, NewJob.of("job", "1"));

    List<Stored> stored = ScriptRunner.run(new AddJobs(KEYS, alike, NOON, null), redis).jobs();

    assertThat(stored).extracting(Stored::id).containsExactly("1", "2", "6", "4", "5");
    assertThat(redis.call("LRANGE", KEYS.stem() + "wait", "0", "-1").list())
        .extracting(Reply::text)
        .containsExactly("5", "4", "6", "2", "1");
    assertThat(redis.call("GET", KEYS.job("3")).text()).isEqualTo("not a job");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJobThatTheLineHasTwiceIsBegunTwice(boolean apart) {
    add(JobOptions.defaults(), JobOptions.defaults());
    redis.call("RPUSH", KEYS.waiting(), "1");
    ClaimTerms terms = new ClaimTerms(List.of("", "", ""), "t:", 1, 30_000, 0, 0, 100, apart);

    ScriptRunner.run(new SettleAndClaim(KEYS, NOON, false, "", List.of(), terms, 0), redis);

    assertThat(redis.call("HGET", KEYS.job("1"), "ats").text()).isEqualTo("2");
    assertThat(redis.call("HGET", KEYS.job("2"), "ats").text()).isEqualTo("1");
    assertThat(redis.call("GET", KEYS.job("1") + ":lock").text()).isEqualTo("t:2");
  }

  @Test
  void aJobThatIsRemovedWhenItEndsIsNotClaimedWithTheSameLook() {
    add(JobOptions.defaults(), JobOptions.defaults());
    var claim = call(NOON, 1).claims().getFirst();
    redis.call("RPUSH", KEYS.waiting(), claim.job().id());
    var removed =
        new Settlement.Completed(
            claim.job().id(),
            claim.token(),
            NOON,
            "1",
            Keep.none(),
            Settlement.Completed.attempt(claim.job()));

    call(NOON, 2, removed);

    assertThat(redis.call("HGET", KEYS.job("1"), "ats").isNull()).isTrue();
    assertThat(redis.call("HGET", KEYS.job("2"), "ats").text()).isEqualTo("1");
  }

  @Test
  void jobsThatEndInAnotherOrderThanTheyWereClaimedInLeaveTheSameBehind() {
    redis.call("HSET", KEYS.meta(), "opts.maxLenEvents", "10000");
    add(Collections.nCopies(40, JobOptions.defaults()).toArray(JobOptions[]::new));
    var claims = new ArrayList<>(call(NOON, 20).claims());
    Collections.swap(claims, 0, 15);

    var some = claims.subList(0, 10).stream().map(claim -> completed(claim, NOON + 1));
    var result = call(NOON + 1, 10, some.toArray(Settlement[]::new));

    assertThat(result.codes()).hasSize(10).allMatch(code -> code.number() == 0);
    assertThat(redis.call("LRANGE", KEYS.active(), "0", "-1").list())
        .extracting(Reply::text)
        .contains("1", "30")
        .doesNotContain("2", "16")
        .hasSize(20);
  }
}

package dev.tidemill.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobFilter;
import dev.tidemill.job.JobFilter.In;
import dev.tidemill.job.JobFilter.Term;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobSearch;
import dev.tidemill.job.JobState;
import dev.tidemill.testkit.RedisExtension;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pages go on where the last one ended, whatever comes and goes in between. */
@ExtendWith(RedisExtension.class)
class JobPagesTest {

  private TestRedis redis;
  private Queue queue;

  @BeforeEach
  void open(TestRedis redis) {
    this.redis = redis;
    queue = Queue.open(QueueOptions.of(redis.uri(), "messages"));
  }

  @AfterEach
  void close() {
    queue.close();
  }

  private void fail(String id, long score) {
    redis.call("ZADD", "bull:messages:failed", Long.toString(score), id);
  }

  private JobPage page(JobState state, JobAnchor after, int most) {
    return queue.pages().page(state, after, most);
  }

  private static JobAnchor next(JobPage page) {
    JobAnchor next = page.next();
    assertThat(next).isNotNull();
    return next == null ? JobAnchor.BEGINNING : next;
  }

  @Test
  void jobsThatFailedInTheSameMillisecondAreToldOnceEach() {
    IntStream.range(0, 25).forEach(n -> fail("job" + n, 1_764_000_000_000L));

    List<String> told = new ArrayList<>();
    JobPage page = page(JobState.FAILED, JobAnchor.BEGINNING, 7);
    told.addAll(page.ids());
    while (page.next() != null) {
      page = page(JobState.FAILED, page.next(), 7);
      told.addAll(page.ids());
    }

    assertThat(told).hasSize(25).doesNotHaveDuplicates();
    assertThat(page.total()).isEqualTo(25);
  }

  @Test
  void aSortedPageGoesOnThoughItsAnchorIsGoneOrHasFailedAgain() {
    List.of("a", "b", "c", "d", "e").forEach(id -> fail(id, 5));
    JobPage first = page(JobState.FAILED, JobAnchor.BEGINNING, 2);
    assertThat(first.ids()).containsExactly("e", "d");

    redis.call("ZREM", "bull:messages:failed", "d");
    fail("e", 9);
    fail("new", 7);
    assertThat(page(JobState.FAILED, next(first), 9).ids()).containsExactly("c", "b", "a");

    fail("d", 9);
    JobPage again = page(JobState.FAILED, next(first), 9);
    assertThat(again.ids()).containsExactly("c", "b", "a");
    assertThat(again.lost()).isFalse();
  }

  @Test
  void aPageOfWaitingJobsGoesOnThoughThousandsWerePushedMeanwhile() {
    List<String> ids = addAll(1_000);
    JobPage first = page(JobState.WAITING, JobAnchor.BEGINNING, 200);
    assertThat(first.ids()).containsExactlyElementsOf(ids.reversed().subList(0, 200));

    addAll(3_000);
    redis.call("LREM", "bull:messages:wait", "1", ids.get(800)); // the anchor itself
    JobPage second = page(JobState.WAITING, next(first), 200);

    assertThat(second.ids()).containsExactlyElementsOf(ids.reversed().subList(200, 400));
    assertThat(second.lost()).isFalse();
    assertThat(second.total()).isEqualTo(3_999);
  }

  @Test
  void aPageOfWaitingJobsGoesOnThoughThoseBeforeWereRemoved() {
    List<String> ids = addAll(1_500);
    JobAnchor deep = new JobAnchor(1_000, "", List.of(ids.get(499)));

    redis.call("LTRIM", "bull:messages:wait", "900", "-1");

    assertThat(page(JobState.WAITING, deep, 5).ids())
        .containsExactlyElementsOf(ids.subList(494, 499).reversed());
  }

  @Test
  void aLostAnchorIsSaidAndThePageBeginsAnew() {
    List<String> ids = addAll(30);
    JobPage first = page(JobState.WAITING, JobAnchor.BEGINNING, 10);

    redis.call("LTRIM", "bull:messages:wait", "10", "-1");
    JobPage second = page(JobState.WAITING, next(first), 200);

    assertThat(second.lost()).isTrue();
    assertThat(second.ids()).containsExactlyElementsOf(ids.reversed().subList(10, 30));
    assertThat(second.next()).isNull();
  }

  @Test
  void jobsAreReadInCallsOfBoundedSizeAndThoseThatAreGoneAreLeftOut() {
    String large = "\"" + "x".repeat(300_000) + "\"";
    List<String> ids = IntStream.range(0, 6).mapToObj(n -> queue.add("large", large)).toList();
    redis.call("DEL", "bull:messages:" + ids.get(2));

    List<Job> whole = queue.pages().read(ids, true);
    List<Job> brief = queue.pages().read(ids, false);

    assertThat(whole).extracting(Job::id).containsExactly("1", "2", "4", "5", "6");
    assertThat(whole).extracting(Job::data).allMatch(large::equals);
    assertThat(brief).extracting(Job::name).containsOnly("large").hasSize(5);
    assertThat(brief).noneMatch(job -> job.fields().containsKey("data"));
  }

  @Test
  void aSearchTellsTheJobsThatHoldAllTexts() {
    String mail = queue.add("Mail", "{\"to\":\"Ann\"}");
    String large = queue.add("mail", "\"" + "x".repeat(600_000) + "Ann\"");
    String other = queue.add("order", "{\"to\":\"Ann\"}");
    redis.call("HSET", "bull:messages:" + other, "failedReason", "Connect TIMEOUT");
    List<String> all = List.of(mail, large, other, "gone");

    assertThat(found(all, new Term(In.NAME, "mail"))).containsExactly(mail, large);
    assertThat(found(all, new Term(In.DATA, "Ann"))).containsExactly(mail, other);
    assertThat(found(all, new Term(In.DATA, "ann"))).isEmpty();
    assertThat(found(all, new Term(In.ERROR, "Timeout"))).containsExactly(other);
    assertThat(found(all, new Term(In.ANY, "timeout"), new Term(In.ANY, "Ann")))
        .containsExactly(other);
    JobSearch search = queue.pages().search(new JobFilter(List.of(new Term(In.DATA, "x"))), all);
    assertThat(search.tooLarge()).isOne();
    assertThat(search.looked()).isEqualTo(4);
  }

  private List<String> found(List<String> ids, Term... terms) {
    return queue.pages().search(new JobFilter(List.of(terms)), ids).ids();
  }

  @Test
  void jobsOfAPageAreRetriedAsOneByOneUnlessTheyHaveMoved() {
    JobOptions urgent = JobOptions.builder().priority(3).build();
    List<String> ids =
        List.of(queue.add("a", "1"), queue.add("b", "1"), queue.add("c", "1", urgent));
    redis.call("DEL", "bull:messages:wait", "bull:messages:prioritized");
    ids.forEach(id -> fail(id, 5));
    JobPage page = page(JobState.FAILED, JobAnchor.BEGINNING, 10);
    Map<String, String> scores = new LinkedHashMap<>();
    IntStream.range(0, 3).forEach(n -> scores.put(page.ids().get(n), page.scores().get(n)));

    fail(ids.get(1), 6); // it has failed once more
    List<String> retried = queue.upkeep().retry(JobState.FAILED, scores);
    List<String> again = queue.upkeep().retry(JobState.FAILED, scores);

    assertThat(retried).containsExactlyInAnyOrder(ids.get(0), ids.get(2));
    assertThat(again).isEmpty();
    assertThat(queue.state(ids.get(0))).isEqualTo(JobState.WAITING);
    assertThat(queue.state(ids.get(1))).isEqualTo(JobState.FAILED);
    assertThat(queue.state(ids.get(2))).isEqualTo(JobState.PRIORITIZED);
  }

  @Test
  void jobsOfAPageAreRemovedUnlessTheyHaveMovedOrAreLocked() {
    List<String> ids = List.of(queue.add("a", "1"), queue.add("b", "1"), queue.add("c", "1"));
    redis.call("DEL", "bull:messages:wait");
    ids.forEach(id -> fail(id, 5));
    Map<String, String> scores = new LinkedHashMap<>();
    ids.forEach(id -> scores.put(id, "5"));

    fail(ids.get(1), 6); // it has failed once more
    redis.call("SET", "bull:messages:" + ids.get(2) + ":lock", "somebody");

    assertThat(queue.upkeep().remove(JobState.FAILED, scores)).containsExactly(ids.get(0));
    assertThat(queue.upkeep().remove(JobState.FAILED, scores)).isEmpty();
    assertThat(queue.job(ids.get(0))).isNull();
    assertThat(queue.ids(JobState.FAILED, 0, -1)).containsExactlyInAnyOrder(ids.get(1), ids.get(2));
  }

  @Test
  void aPageThatWouldKeepRedisIsRefused() {
    assertThatThrownBy(() -> page(JobState.FAILED, JobAnchor.BEGINNING, 201))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("give 1 to 200");
  }

  private List<String> addAll(int count) {
    return queue.addAll(
        IntStream.range(0, count)
            .mapToObj(n -> dev.tidemill.job.NewJob.of("message", "{\"n\":" + n + "}"))
            .toList());
  }
}

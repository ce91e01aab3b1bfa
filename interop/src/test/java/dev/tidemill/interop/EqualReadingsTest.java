package dev.tidemill.interop;

import static dev.tidemill.interop.QueueDuel.family;

import dev.tidemill.interop.Player.Terms;
import dev.tidemill.job.ChildPage;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.LogLines;
import dev.tidemill.job.NewJob;
import dev.tidemill.testkit.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What BullMQ under Node.js and Tidemill read from the same queue. */
@ExtendWith(NodeExtension.class)
final class EqualReadingsTest {

  private final QueueDuel both;

  EqualReadingsTest(TestRedis redis, NodePeer node, TestInfo info) {
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

  /** Jobs in every state, several in most. */
  private void fill() {
    both.duel.flow(family("parent", Map.of("priority", 9), "child-1", "child-2"));
    for (int n = 0; n < 12; n++) {
      both.duel.add(options());
    }
    for (int n = 0; n < 3; n++) {
      both.duel.add(options().delay(Duration.ofMillis(1000 - n)));
      both.duel.add(options().priority(3 - n));
    }
    for (int n = 0; n < 3; n++) {
      both.at(n).duel.claim("ok" + n);
      both.duel.complete("ok" + n, null);
      both.duel.claim("no" + n);
      both.duel.fail("no" + n, null);
      both.duel.claim("held" + n);
    }
  }

  private static String name(JobState state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void list(JobRange range) {
    List<String> states = range.states().stream().map(EqualReadingsTest::name).toList();
    Object[] arguments = {states, range.from(), range.to(), range.oldestFirst()};
    both.ask(
        queue -> queue.jobs().list(range).stream().map(Job::id).toList(),
        QueueDuel::ids,
        "getJobs",
        arguments);
    both.ask(queue -> queue.jobs().ids(range), QueueDuel::ids, "getRanges", arguments);
  }

  @Test
  void rangesOfEveryStateInBothOrders() {
    fill();
    for (long[] places : new long[][] {{0, -1}, {0, 0}, {1, 3}, {2, -2}, {-3, -1}, {40, 50}}) {
      for (JobState state : JobRange.of().states()) {
        JobRange range = JobRange.of(state).between(places[0], places[1]);
        list(range);
        list(range.startingWithOldest());
      }
    }
  }

  @Test
  void rangesOfSeveralStatesAtOnce() {
    fill();
    list(JobRange.of(JobState.FAILED, JobState.WAITING, JobState.DELAYED));
    list(
        JobRange.of(JobState.ACTIVE, JobState.COMPLETED, JobState.ACTIVE)
            .between(1, 2)
            .startingWithOldest());
    both.ask(
        queue ->
            queue
                .jobs()
                .list(
                    JobRange.of(
                        JobState.ACTIVE,
                        JobState.COMPLETED,
                        JobState.DELAYED,
                        JobState.FAILED,
                        JobState.PRIORITIZED,
                        JobState.WAITING,
                        JobState.WAITING_CHILDREN))
                .stream()
                .map(Job::id)
                .toList(),
        QueueDuel::ids,
        "getJobs");
  }

  @Test
  void aPageIsFilledAlthoughSomeJobsAreGone() {
    fill();
    both.duel.lose("5");
    both.duel.lose("7");
    list(JobRange.of(JobState.WAITING).between(1, 3));
    JobRange oldest = JobRange.of(JobState.WAITING).between(0, 2).startingWithOldest();
    both.ask(
        queue -> queue.jobs().list(oldest).stream().map(Job::id).toList(),
        QueueDuel::ids,
        "getJobs",
        List.of("waiting"),
        0,
        2,
        true);
  }

  @Test
  void countsOfStatesAndPriorities() {
    fill();
    both.duel.add(options().priority(2));
    both.ask(
        queue ->
            queue
                .jobs()
                .counts(JobState.FAILED, JobState.WAITING, JobState.FAILED)
                .entrySet()
                .stream()
                .collect(
                    Collectors.toMap(
                        e -> name(e.getKey()), Map.Entry::getValue, (a, b) -> a, TreeMap::new))
                .toString(),
        json -> numbers(json),
        "getJobCounts",
        "failed",
        "waiting",
        "failed");
    both.ask(queue -> queue.jobs().count(), JsonNode::asLong, "count");
    both.ask(
        queue -> new TreeMap<>(queue.jobs().countsPerPriority(3, 0, 2, 77, 2)),
        EqualReadingsTest::numbers,
        "getCountsPerPriority",
        List.of(3, 0, 2, 77, 2));
    for (long until : new long[] {998, 999, 1000, 1001}) {
      Instant moment = Instant.ofEpochMilli(Duel.NOON + until);
      both.ask(
          queue -> queue.jobs().delayedUntil(moment),
          JsonNode::asLong,
          "getDelayedCount",
          moment.toEpochMilli());
    }
  }

  private static String numbers(JsonNode counts) {
    Map<String, Long> sorted = new TreeMap<>();
    counts.properties().forEach(e -> sorted.put(e.getKey(), e.getValue().asLong()));
    return sorted.toString();
  }

  private static String page(ChildPage page) {
    return page.children().stream()
            .map(child -> child.key() + "=" + child.returnValue())
            .sorted()
            .toList()
        + " of "
        + page.total()
        + " as "
        + page.children().stream()
            .map(child -> Objects.requireNonNull(child.job()).data())
            .sorted()
            .toList();
  }

  private static String page(JsonNode page) {
    List<String> items =
        StreamSupport.stream(page.get("items").spliterator(), false)
            .map(item -> item.get("id").asString() + "=" + item.get("v"))
            .sorted()
            .toList();
    List<String> jobs =
        StreamSupport.stream(page.get("jobs").spliterator(), false)
            .map(job -> job.get("data").asString())
            .sorted()
            .toList();
    return items + " of " + page.get("total").asLong() + " as " + jobs;
  }

  /** Which members of a set make up a part of it is up to Redis. */
  private static String total(String page) {
    return page.replaceAll(".* of (\\d+) as .*", "$1");
  }

  @Test
  void pagesOfChildren() {
    both.duel.flow(family("parent", Map.of(), "a", "b", "c", "d", "e"));
    both.duel.claim("t1");
    both.duel.complete("t1", "t2");
    both.duel.complete("t2", null);
    both.ask(
        queue -> page(queue.jobs().completedChildren("parent", 0, -1)),
        EqualReadingsTest::page,
        "getDependencies",
        "parent",
        "processed",
        0,
        -1);
    both.ask(
        queue -> page(queue.jobs().pendingChildren("parent", 0, 9)),
        EqualReadingsTest::page,
        "getDependencies",
        "parent",
        "pending",
        0,
        9);
    both.ask(
        queue -> total(page(queue.jobs().pendingChildren("parent", 1, 1))),
        json -> total(page(json)),
        "getDependencies",
        "parent",
        "pending",
        1,
        1);
    both.ask(
        queue -> page(queue.jobs().pendingChildren("nobody", 0, -1)),
        EqualReadingsTest::page,
        "getDependencies",
        "nobody",
        "pending",
        0,
        -1);
  }

  private void log(long from, long to, boolean oldestFirst) {
    both.ask(
        queue -> {
          LogLines part = queue.jobs().log("1", from, to, oldestFirst);
          return part.lines() + " of " + part.count();
        },
        json -> {
          List<String> lines =
              StreamSupport.stream(json.get("logs").spliterator(), false)
                  .map(JsonNode::asString)
                  .toList();
          return lines + " of " + json.get("count").asLong();
        },
        "getJobLogs",
        "1",
        from,
        to,
        oldestFirst);
  }

  @Test
  void partsOfALog() {
    both.duel.add(NewJob.of("logged", "1"));
    for (String line : List.of("one", "two", "\u00fc three", "four")) {
      both.bothByNode("addJobLog", "1", line);
    }
    log(0, -1, true);
    log(1, 2, true);
    log(0, 1, false);
    log(0, -1, false);
    log(9, 12, true);
  }
}

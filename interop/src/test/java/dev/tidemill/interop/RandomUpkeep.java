package dev.tidemill.interop;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RateLimit;
import dev.tidemill.queue.Queue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Draws steps that concern a whole queue: what keepers of a queue do to it and ask of it. */
final class RandomUpkeep {

  private static final List<JobState> CLEANABLE =
      List.of(
          JobState.COMPLETED,
          JobState.FAILED,
          JobState.DELAYED,
          JobState.PRIORITIZED,
          JobState.WAITING,
          JobState.ACTIVE);

  private final Random random;
  private final boolean counting;

  RandomUpkeep(Random random, boolean counting) {
    this.random = random;
    this.counting = counting;
  }

  /** Plays one step. */
  void next(QueueDuel both) {
    switch (random.nextInt(16)) {
      case 0 -> drain(both);
      case 1, 2, 3, 4 -> clean(both);
      case 5, 6 -> retry(both);
      case 7 -> both.both(queue -> queue.upkeep().promoteAll(), "promoteJobs");
      case 8 -> orphans(both);
      case 9 -> obliterate(both);
      case 10, 11 -> limits(both);
      default -> read(both);
    }
  }

  private void drain(QueueDuel both) {
    boolean delayed = random.nextBoolean();
    both.both(queue -> queue.upkeep().drain(delayed), "drain", delayed);
  }

  private void clean(QueueDuel both) {
    JobState state = CLEANABLE.get(random.nextInt(CLEANABLE.size()));
    String name = state == JobState.WAITING ? "wait" : state.name().toLowerCase(Locale.ROOT);
    int grace = List.of(0, 1, 600, 3000).get(random.nextInt(4));
    int limit = random.nextInt(4);
    both.ask(
        queue -> queue.upkeep().clean(state, Duration.ofMillis(grace), limit),
        QueueDuel::ids,
        "clean",
        grace,
        limit,
        name);
  }

  private void retry(QueueDuel both) {
    JobState state = random.nextBoolean() ? JobState.FAILED : JobState.COMPLETED;
    long until = both.duel.now() - List.of(0, 500, 5000).get(random.nextInt(3));
    String name = state.name().toLowerCase(Locale.ROOT);
    both.both(
        queue -> queue.upkeep().retry(state, Instant.ofEpochMilli(until)),
        "retryJobs",
        Map.of("state", name, "timestamp", until, "count", 1 + random.nextInt(3)));
  }

  /** Without what BullMQ mistakes: members of the marker, and figures of failed jobs. */
  private void orphans(QueueDuel both) {
    if (!counting) {
      both.duel.lose("marker");
      both.duel.lose(random.nextBoolean() ? "completed" : "delayed");
      both.ask(
          queue -> queue.upkeep().removeOrphanedJobs(), JsonNode::asLong, "removeOrphanedJobs");
    }
  }

  /** Without a limiter, which BullMQ leaves behind. */
  private void obliterate(QueueDuel both) {
    if (random.nextInt(3) == 0) {
      boolean force = random.nextBoolean();
      both.duel.lose("limiter");
      both.ask(
          queue -> done(queue, all -> all.upkeep().obliterate(force)),
          answer -> "done",
          "obliterate",
          Map.of("force", force, "count", 1 + random.nextInt(5)));
    }
  }

  private static String done(Queue queue, Consumer<Queue> action) {
    action.accept(queue);
    return "done";
  }

  private void limits(QueueDuel both) {
    int most = 1 + random.nextInt(3);
    switch (random.nextInt(4)) {
      case 0 -> both.both(q -> q.limits().concurrency(most), "setGlobalConcurrency", most);
      case 1 -> both.both(q -> q.limits().removeConcurrency(), "removeGlobalConcurrency");
      case 2 -> {
        RateLimit limit = new RateLimit(most, Duration.ofMinutes(5));
        both.both(q -> q.limits().rateLimit(limit), "setGlobalRateLimit", most, 300_000);
      }
      default -> {
        both.both(q -> q.limits().removeRateLimit(), "removeGlobalRateLimit");
        both.ask(q -> q.limits().letGo(), n -> n.asInt(0) == 1, "removeRateLimitKey");
      }
    }
  }

  private void read(QueueDuel both) {
    JobState state = JobRange.of().states().get(random.nextInt(7));
    String name = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    int from = random.nextInt(4);
    int to = from + random.nextInt(4);
    boolean oldestFirst = random.nextBoolean();
    JobRange range = new JobRange(List.of(state), from, to, oldestFirst);
    both.ask(
        queue -> queue.jobs().list(range).stream().map(Job::id).toList(),
        QueueDuel::ids,
        "getJobs",
        List.of(name),
        from,
        to,
        oldestFirst);
    both.ask(queue -> queue.figures().prometheus(), JsonNode::asString, "exportPrometheusMetrics");
  }
}

package dev.tidemill.interop;

import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What is done to a whole queue and asked of it. */
final class QueueMoves {

  private static final List<JobState> CLEANABLE =
      List.of(
          JobState.COMPLETED,
          JobState.FAILED,
          JobState.DELAYED,
          JobState.PRIORITIZED,
          JobState.WAITING,
          JobState.ACTIVE);

  private final Board board;
  private final QueueDuel both;

  QueueMoves(Board board) {
    this.board = board;
    this.both = board.queue;
  }

  List<Move> all() {
    return List.of(
        new Move(3, "pause", () -> both.duel.pause(true)),
        new Move(1, "pause as version 5", this::pauseAsVersion5),
        new Move(5, "resume", () -> both.duel.pause(false)),
        new Move(1, "concurrency", this::concurrency),
        new Move(1, "removeConcurrency", this::removeConcurrency),
        new Move(1, "rateLimit", this::rateLimit),
        new Move(1, "removeRateLimit", this::removeRateLimit),
        new Move(1, "holdBack", this::holdBack),
        new Move(4, "letGo", this::letGo),
        new Move(2, "times to live run off", this::runOff),
        new Move(2, "drain", this::drain),
        new Move(4, "clean", this::clean),
        new Move(3, "retryJobs", this::retryJobs),
        new Move(2, "promoteJobs", () -> both.both(q -> q.upkeep().promoteAll(), "promoteJobs")),
        new Move(1, "removeOrphanedJobs", this::orphans),
        new Move(1, "obliterate", this::obliterate),
        new Move(1, "trimEvents", this::trimEvents),
        reading(1, "counts", () -> both.duel.play("counts", Player::counts)),
        reading(2, "list", this::list),
        reading(1, "figures", this::figures));
  }

  /** Not while jobs are parked as by version 5: to ours they wait, to BullMQ 6.7 they do not. */
  private Move reading(int weight, String name, Runnable play) {
    return new Move(
        weight,
        name,
        () -> {
          if (!both.duel.isParked()) {
            play.run();
          }
        });
  }

  private void pauseAsVersion5() {
    both.duel.pause(true);
    both.duel.park();
  }

  private void concurrency() {
    int most = 1 + board.below(4);
    both.both(q -> q.limits().concurrency(most), "setGlobalConcurrency", most);
  }

  private void removeConcurrency() {
    both.both(q -> q.limits().removeConcurrency(), "removeGlobalConcurrency");
  }

  private void rateLimit() {
    int most = 1 + board.below(3);
    RateLimit limit = new RateLimit(most, Duration.ofMinutes(5));
    both.both(q -> q.limits().rateLimit(limit), "setGlobalRateLimit", most, 300_000);
  }

  private void removeRateLimit() {
    both.both(q -> q.limits().removeRateLimit(), "removeGlobalRateLimit");
  }

  private void holdBack() {
    both.both(q -> q.limits().holdBack(Duration.ofMinutes(5)), "rateLimit", 300_000);
  }

  private void letGo() {
    both.ask(q -> q.limits().letGo(), answer -> answer.asInt(0) == 1, "removeRateLimitKey");
  }

  /** So that it shows when one is renewed. */
  private void runOff() {
    List.of("limiter", "de:d0", "de:d1", "de:d2").forEach(both.duel::runOff);
  }

  /**
   * Not while a job of a scheduler is in line, where BullMQ keeps whichever stands at its place.
   */
  private void drain() {
    boolean delayed = board.oneIn(2);
    if (!(both.duel.lists("wait") + "" + both.duel.lists("paused")).contains("repeat:")) {
      both.both(queue -> queue.upkeep().drain(delayed), "drain", delayed);
    }
  }

  private void clean() {
    JobState state = board.oneOf(CLEANABLE);
    if (state == JobState.WAITING && both.duel.isParked()) {
      return;
    }
    both.clean(state, board.oneOf(List.of(0, 1, 600, 3000)), board.below(4));
  }

  private void retryJobs() {
    JobState state = board.oneIn(2) ? JobState.FAILED : JobState.COMPLETED;
    long until = both.duel.now() - board.oneOf(List.of(0, 500, 5000));
    both.both(
        queue -> queue.upkeep().retry(state, Instant.ofEpochMilli(until)),
        "retryJobs",
        Map.of("state", QueueDuel.name(state), "timestamp", until, "count", 1 + board.below(3)));
  }

  /**
   * Without what BullMQ mistakes, members of the marker and figures of failed jobs, and without
   * jobs of schedulers, whose names are not those of jobs.
   */
  private void orphans() {
    String state = board.oneIn(2) ? "completed" : "delayed";
    if (!board.counting && both.duel.in(state).stream().noneMatch(id -> id.startsWith("repeat:"))) {
      both.duel.lose("marker");
      both.duel.lose(state);
      both.ask(q -> q.upkeep().removeOrphanedJobs(), JsonNode::asLong, "removeOrphanedJobs");
    }
  }

  /** BullMQ may leave something behind, ours may not. */
  private void obliterate() {
    boolean force = board.oneIn(2);
    String told =
        both.both(
            queue -> queue.upkeep().obliterate(force),
            "obliterate",
            Map.of("force", force, "count", 1 + board.below(5)));
    if (told.equals("done")) {
      both.duel.bare();
    }
  }

  private void trimEvents() {
    int length = board.oneOf(List.of(0, 9_000));
    both.ask(q -> q.upkeep().trimEvents(length), JsonNode::asLong, "trimEvents", length);
  }

  private void list() {
    JobState state = JobRange.of().states().get(board.below(7));
    int from = board.below(4);
    int to = from + board.below(4);
    boolean oldestFirst = board.oneIn(2);
    JobRange range = new JobRange(List.of(state), from, to, oldestFirst);
    both.ask(
        queue -> queue.jobs().list(range).stream().map(job -> job.id()).toList(),
        QueueDuel::ids,
        "getJobs",
        List.of(QueueDuel.name(state)),
        from,
        to,
        oldestFirst);
  }

  private void figures() {
    both.ask(q -> q.figures().prometheus(), JsonNode::asString, "exportPrometheusMetrics");
  }
}

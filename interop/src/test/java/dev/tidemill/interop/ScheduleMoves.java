package dev.tidemill.interop;

import dev.tidemill.job.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Schedulers are put in, replaced, read and removed; their jobs are worked off like any other. */
final class ScheduleMoves {

  private static final List<String> PATTERNS =
      List.of("* * * * * *", "*/5 * * * * *", "30 */2 * * *", "0 12 L * *", "15 9 * * 1#2");
  private static final List<String> ZONES = List.of("", "UTC", "Europe/Berlin", "America/New_York");

  private final Board board;
  private final RandomJobs jobs;

  ScheduleMoves(Board board, RandomJobs jobs) {
    this.board = board;
    this.jobs = jobs;
  }

  List<Move> all() {
    return List.of(
        new Move(7, "upsert a scheduler", this::upsert),
        new Move(2, "remove a scheduler", () -> board.schedulers.remove(id())),
        new Move(1, "read a scheduler", () -> board.schedulers.get(id())));
  }

  private String id() {
    return board.oneIn(2) ? "a" : "b";
  }

  /** Not again while the queue is paused, where BullMQ doubles the job. */
  private void upsert() {
    String id = id();
    if (board.queue.queue.isPaused() && board.queue.queue.schedulers().get(id) != null) {
      return;
    }
    String told = board.schedulers.upsert(id, schedule(), board.oneIn(4) ? null : jobs.template());
    if (told.startsWith("repeat:")) {
      board.known(told.substring(0, told.indexOf(' ')));
    }
  }

  private Schedule.Builder schedule() {
    Schedule.Builder schedule = board.oneIn(2) ? interval() : pattern();
    switch (board.below(7)) {
      case 0 -> schedule.start(moment(board.below(20_000) - 5_000));
      case 1 -> schedule.limit(1 + board.below(3));
      case 2 -> schedule.end(moment(board.below(20_000)));
      case 3 -> schedule.immediately(schedule.build().every() == null); // an interval is anyway
      default -> {}
    }
    return schedule;
  }

  private Schedule.Builder interval() {
    Schedule.Builder schedule =
        Schedule.every(Duration.ofMillis(board.oneOf(List.of(1_000, 2_500, 7_001))));
    return schedule.offset(Duration.ofMillis(board.oneOf(List.of(0, 300, 999))));
  }

  private Schedule.Builder pattern() {
    return Schedule.cron(board.oneOf(PATTERNS)).zone(board.oneOf(ZONES));
  }

  private Instant moment(long after) {
    return Instant.ofEpochMilli(board.duel.now() + after);
  }
}

package dev.tidemill.interop;

import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is done to one job, be it there or not, in whatever state it is. */
final class JobMoves {

  private final Board board;
  private final VerbDuel verbs;

  JobMoves(Board board) {
    this.board = board;
    this.verbs = board.verbs;
  }

  List<Move> all() {
    return List.of(
        new Move(1, "updateData", this::updateData),
        new Move(1, "updateProgress", this::updateProgress),
        new Move(2, "log", this::log),
        new Move(4, "retry", this::retry),
        new Move(2, "retry some", this::retrySome),
        new Move(3, "promote", () -> verbs.promote(board.id("delayed"))),
        new Move(3, "changeDelay", () -> verbs.changeDelay(board.id("delayed"), delay())),
        new Move(4, "changePriority", this::changePriority),
        new Move(3, "remove", () -> verbs.remove(board.id())),
        new Move(1, "removeAlone", this::removeAlone),
        new Move(2, "removeChildren", this::removeChildren),
        new Move(2, "leave the parent", () -> verbs.leaveParent(board.id())),
        new Move(1, "freeDeduplication", this::freeDeduplication),
        new Move(1, "extend a foreign lock", this::extendForeignLock),
        new Move(1, "state", this::state));
  }

  private void updateData() {
    verbs.verb(board.id(), VerbDuel.does(h -> h.updateData("[1]")), "updateData", List.of(1));
  }

  private void updateProgress() {
    verbs.verb(board.id(), VerbDuel.does(h -> h.updateProgress("7")), "updateProgress", 7);
  }

  private void log() {
    String id = board.id();
    verbs.verb(id, h -> h.log("a line"), "log", "a line");
    if (board.oneIn(2)) {
      verbs.verb(id, h -> h.log("another"), "log", "another");
      verbs.verb(id, VerbDuel.does(h -> h.clearLogs(1)), "clearLogs", 1);
    }
    if (board.oneIn(4)) {
      verbs.verb(id, VerbDuel.does(h -> h.clearLogs()), "clearLogs");
    }
  }

  private void retry() {
    JobState from = board.oneIn(3) ? JobState.COMPLETED : JobState.FAILED;
    String id = board.id(from == JobState.FAILED ? "failed" : "completed");
    verbs.retry(id, new RetryOptions(from, board.oneIn(2), board.oneIn(2)));
  }

  private void retrySome() {
    JobState from = board.oneIn(3) ? JobState.COMPLETED : JobState.FAILED;
    verbs.retryThese(from, board.duel.scores(QueueDuel.name(from), 1 + board.below(4)));
  }

  private int delay() {
    return board.oneOf(List.of(0, 1, 500, 40_000));
  }

  private void changePriority() {
    verbs.changePriority(board.id(), board.below(4), board.oneIn(2));
  }

  private void removeAlone() {
    verbs.verb(
        board.id(), VerbDuel.does(h -> h.removeAlone()), "remove", Map.of("removeChildren", false));
  }

  private void removeChildren() {
    verbs.verb(
        board.id("waiting-children"),
        VerbDuel.does(h -> h.children().removeUnprocessed()),
        "removeUnprocessedChildren");
  }

  private void freeDeduplication() {
    if (board.oneIn(2)) {
      verbs.verb(board.id(), h -> h.removeDeduplicationKey(), "removeDeduplicationKey");
    } else {
      String id = "d" + board.below(3);
      board.queue.ask(
          queue -> queue.deduplication().free(id),
          answer -> answer.asInt() == 1,
          "removeDeduplicationKey",
          id);
    }
  }

  private void extendForeignLock() {
    verbs.verb(
        board.id(),
        h -> h.extendLock("foreign", Duration.ofSeconds(58)) ? 1 : 0,
        "extendLock",
        "foreign",
        58_000);
  }

  private void state() {
    String id = board.id();
    board.duel.play("state " + id, player -> player.state(id));
  }
}

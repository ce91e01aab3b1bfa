package dev.tidemill.interop;

import dev.tidemill.job.Backoff;
import dev.tidemill.job.ChildFailure;
import dev.tidemill.job.Deduplication;
import dev.tidemill.job.FlowJob;
import dev.tidemill.job.JobLimits;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobRef;
import dev.tidemill.job.Keep;
import dev.tidemill.job.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Draws jobs with all that they may have. */
final class RandomJobs {

  /** The queue of some jobs of flows. */
  static final String ELSEWHERE = "elsewhere";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<ChildFailure> FAILURES = List.of(ChildFailure.values());

  private final Board board;
  private int flows;
  private boolean adopts;
  private int away;

  RandomJobs(Board board) {
    this.board = board;
  }

  NewJob job() {
    JobOptions.Builder options = options();
    boolean named = board.oneIn(5);
    if (named) {
      options.id("own-" + board.below(6));
    }
    if (board.oneIn(12)) {
      options.timestamp(Instant.ofEpochMilli(board.duel.now() - board.below(2_000)));
    }
    switch (board.below(6)) {
      case 0 -> options.parent(parent(named)).onFailure(onFailure());
      case 1, 2 -> options.deduplication(deduplication());
      default -> {}
    }
    return new NewJob("job", data(), options.build());
  }

  /** A job that may be there already gets a parent of a flow, so that none is its own ancestor. */
  private JobRef parent(boolean named) {
    return new JobRef("~:q", named ? "f" + (1 + board.below(flows + 1)) : board.parent());
  }

  /** What a job of a scheduler is made of. */
  NewJob template() {
    return new NewJob("n" + board.below(3), data(), options().delay(Duration.ZERO).build());
  }

  private String data() {
    return board.oneIn(3) ? "{}" : "{\"n\":" + board.below(1000) + "}";
  }

  private JobOptions.Builder options() {
    JobOptions.Builder options = JobOptions.builder();
    switch (board.below(6)) {
      case 0 -> options.lifo(true);
      case 1 -> options.delay(Duration.ofMillis(board.oneOf(List.of(1, 2, 500, 3000))));
      case 2 -> options.priority(1 + board.below(3));
      default -> {}
    }
    if (board.oneIn(12)) {
      options.delay(Duration.ofMillis(500)).priority(2);
    }
    if (board.oneIn(2)) {
      options.attempts(board.below(4)).backoff(backoff());
    }
    if (board.oneIn(8)) {
      options.limits(new JobLimits(1000, 1 + board.below(2), null));
    }
    return options.removeOnComplete(keep()).removeOnFail(keep());
  }

  private Backoff backoff() {
    Duration delay = Duration.ofMillis(board.oneOf(List.of(0, 1, 700)));
    return board.oneIn(2) ? Backoff.fixed(delay) : Backoff.exponential(delay);
  }

  private Keep keep() {
    return switch (board.below(10)) {
      case 0 -> Keep.none();
      case 1 -> Keep.newest(1 + board.below(2));
      case 2 -> Keep.youngerThan(Duration.ofSeconds(1 + board.below(3)));
      case 3 -> new Keep(2L, Duration.ofSeconds(2), 1);
      default -> Keep.all();
    };
  }

  private ChildFailure onFailure() {
    return board.oneOf(FAILURES);
  }

  private Deduplication deduplication() {
    boolean timed = board.oneIn(2);
    boolean replace = board.oneIn(3);
    return new Deduplication(
        "d" + board.below(3),
        timed ? HOUR : null,
        timed && board.oneIn(2),
        replace,
        board.oneIn(3),
        !replace && board.oneIn(3));
  }

  /**
   * A flow of up to three levels, one of which may stand elsewhere; some jobs may be there already.
   */
  FlowJob flow() {
    adopts = false;
    away = board.oneIn(3) ? 1 + board.below(3) : 0;
    return member("f" + ++flows, 3);
  }

  private FlowJob member(String name, int levels) {
    List<FlowJob> children = new ArrayList<>();
    for (int n = levels > 1 ? board.below(3) : 0; n > 0; n--) {
      children.add(member(name + "-" + n, levels - 1));
    }
    JobOptions.Builder options = options().id(name).onFailure(onFailure());
    String queue = levels == away ? ELSEWHERE : "q";
    if (children.isEmpty() && !adopts && board.oneIn(6)) {
      adopts = true; // a job can be adopted but once in a flow
      options.id("own-" + board.below(6));
      queue = "q";
    }
    return FlowJob.of(queue, "of-flow", data()).with(options.build()).waitingFor(children);
  }
}

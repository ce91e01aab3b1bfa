package dev.tidemill.interop;

import dev.tidemill.job.FlowJob;
import dev.tidemill.job.NewJob;
import java.util.List;
import java.util.stream.Stream;

/** Jobs come: one by one, many in a call, in flows. */
final class AddMoves {

  private final Board board;
  private final RandomJobs jobs;

  AddMoves(Board board, RandomJobs jobs) {
    this.board = board;
    this.jobs = jobs;
  }

  List<Move> all() {
    int pace = board.oneIn(3) ? 1 : 4; // some queues are to run empty
    return List.of(
        new Move(4 * pace, "add", () -> add(1)),
        new Move(pace, "add in bulk", () -> add(2 + board.below(3))),
        new Move(2 * pace, "add a flow", this::addFlow),
        new Move(3, "work elsewhere", this::workElsewhere));
  }

  private void add(int count) {
    String told = board.duel.add(Stream.generate(jobs::job).limit(count).toArray(NewJob[]::new));
    Stream.of(told.substring(1, told.length() - 1).split(", "))
        .filter(id -> !id.startsWith("-"))
        .forEach(board::known);
  }

  private void addFlow() {
    FlowJob flow = jobs.flow();
    board.flows.add(flow);
    know(flow);
  }

  private void know(FlowJob flow) {
    if (flow.queue().equals("q")) {
      board.known(flow.options().id());
    }
    flow.children().forEach(this::know);
  }

  /** Some jobs of flows stand in another queue. */
  private void workElsewhere() {
    boolean well = !board.oneIn(3);
    board.flows.in(
        "~",
        RandomJobs.ELSEWHERE,
        well ? "claim and complete" : "claim and fail",
        player -> {
          String id = player.claim("w");
          if (id.equals("nothing")) {
            return id;
          }
          return id
              + " "
              + (well ? player.complete("w", "7", null) : player.fail("w", "no luck", true, null));
        });
  }
}

package dev.tidemill.worker;

import dev.tidemill.event.WorkerEvent;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import dev.tidemill.wire.SettleAndClaim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what Redis answered to each settlement of a call, and tells whoever waits for it. */
final class SettleAnswers {

  // What BullMQ stores as the reason: whoever reads it must not have to know who wrote it.
  private static final String PENDING_CHILDREN = "Job %s has pending dependencies. moveToFinished";
  private static final String FAILED_CHILD =
      "Cannot complete job %s because it has at least one failed child. moveToFinished";

  private final Desk desk;
  private final Held held;
  private final Events events;

  SettleAnswers(Desk desk, Held held, Events events) {
    this.desk = desk;
    this.held = held;
    this.events = events;
  }

  void read(List<Finished> finished, List<Verdict> verdicts, List<SettleAndClaim.Code> codes) {
    for (int n = 0; n < finished.size(); n++) {
      Finished one = finished.get(n);
      SettleAndClaim.Code code = codes.get(n);
      switch (code.number()) {
        case 0, 1 -> done(one, verdicts.get(n).event());
        case 2 -> end(one, Settled.UNKNOWN, null);
        // The lock is still ours: there is nothing to wait for, so it goes on at once.
        case 3 -> desk.lay(one.instead(new Outcome.Waiting()), null);
        // The lock is still ours: what could not complete fails instead.
        case -4 -> fail(one, PENDING_CHILDREN, true);
        case -9 -> fail(one, FAILED_CHILD, false);
        default -> lost(one, code);
      }
    }
  }

  private void done(Finished one, @Nullable WorkerEvent event) {
    if (one.outcome() instanceof Outcome.RateLimited limited) {
      desk.shut(limited.by());
    }
    end(one, Settled.DONE, event);
  }

  private void fail(Finished one, String why, boolean recoverable) {
    String reason = why.formatted(one.active().job().id());
    desk.lay(one.instead(new Outcome.Failed(reason, List.of(), recoverable)), null);
  }

  private void lost(Finished one, SettleAndClaim.Code code) {
    Job job = one.active().job();
    if (!code.error().isEmpty()) {
      events.trouble("settling job " + job.id(), new IllegalStateException(code.error()));
    }
    end(one, Settled.LOST, new WorkerEvent.LockLost(job));
  }

  private void end(Finished one, Settled settled, @Nullable WorkerEvent event) {
    held.remove(one.active());
    one.answer().complete(settled);
    if (event != null) {
      events.tell(event);
    }
  }
}

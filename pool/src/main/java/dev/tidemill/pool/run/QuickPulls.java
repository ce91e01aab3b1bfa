package dev.tidemill.pool.run;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.QuickHandler;
import dev.tidemill.worker.Together;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Handles what several pullers have got in one call to the handler. */
record QuickPulls(QuickHandler handler) implements Together {

  /** Null for a handler that needs a thread for each message. */
  static @Nullable Together of(Handler handler) {
    return handler instanceof QuickHandler quick ? new QuickPulls(quick) : null;
  }

  @Override
  public List<Outcome> handle(List<ActiveJob> jobs) {
    try {
      List<String> results = handler.handleAll(jobs.stream().map(ActiveJob::job).toList());
      if (results.size() != jobs.size()) {
        throw new IllegalStateException(
            "The handler answered %d results for %d messages"
                .formatted(results.size(), jobs.size()));
      }
      return results.stream().<Outcome>map(Outcome.Completed::new).toList();
    } catch (Exception | Error e) { // the failure of some messages must not end the line
      return Collections.nCopies(jobs.size(), Outcome.Failed.of(e));
    }
  }
}

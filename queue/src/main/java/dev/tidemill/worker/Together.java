package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Outcome;
import java.util.List;

/**
 * Work so short that a thread of its own for each job would cost more than the work: it is done
 * where the jobs arrive, on the line's own thread, for all that came in one answer together.
 *
 * <p><b>Threading:</b> a scheduler's job comes alone, on the thread that makes its next one, maybe
 * while the line's thread is here too.
 *
 * <p>While it lasts nothing is settled or claimed by the same feed; locks are renewed.
 */
public interface Together {

  /** Handles the jobs; answers as many outcomes in the same order. Never throws. */
  List<Outcome> handle(List<ActiveJob> jobs);
}

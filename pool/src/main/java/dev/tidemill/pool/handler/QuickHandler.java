package dev.tidemill.pool.handler;

import dev.tidemill.job.Job;
import java.util.List;

/**
 * A handler that is done at once, so that a thread for each message would cost more than the work.
 *
 * <p><b>Threading:</b> called on the thread that settles and claims, with what all pullers of the
 * process have got at the same time; nothing is settled while it works, so it must not wait. A
 * scheduler's message comes alone and may find another thread here.
 */
public interface QuickHandler extends Handler {

  /**
   * Handles messages, all of them or none.
   *
   * @return the results as JSON text, as many and in the same order
   * @throws Exception anything thrown is the failure of all these messages
   */
  List<String> handleAll(List<Job> jobs) throws Exception;

  @Override
  default String handle(Job job) throws Exception {
    return handleAll(List.of(job)).getFirst();
  }
}

package dev.tidemill.worker;

/**
 * Hears what the ledger answered to a call that settled or claimed.
 *
 * <p><b>Threading:</b> called on the thread that fetches and settles; be quick.
 */
@FunctionalInterface
public interface StandingListener {

  /**
   * Hears the ledger.
   *
   * @param count jobs stored under it
   * @param version of the plan that its keeper saved
   */
  void standing(long count, long version);
}

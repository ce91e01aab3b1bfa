package dev.tidemill.interop;

import java.util.List;

/**
 * What came of a fleet.
 *
 * @param terms what was asked for
 * @param jobs how many were added
 * @param recount added, completed and failed jobs by the events
 * @param counts added, completed and failed jobs by the queue
 * @param gaps how often the reader of the events may have missed some
 * @param endedTwice how many endings were told of jobs that had ended
 * @param begun how many handlers began
 * @param overlaps how many began with a job that somebody else was at
 * @param foreign how many began without owning the lock
 */
record FleetResult(
    Fleet.Terms terms,
    int jobs,
    List<Integer> recount,
    List<Integer> counts,
    int gaps,
    int endedTwice,
    int begun,
    int overlaps,
    int foreign) {

  boolean isGood() {
    return recount.equals(counts) && gaps == 0 && endedTwice == 0 && overlaps == 0 && foreign == 0;
  }

  @Override
  public String toString() {
    return "seed=%d mixed fleet, %d processes killed, %d jobs: %s, completed %d, failed %d, recount %s, gaps %d, ended twice %d, handlers begun %d, overlaps %d, foreign locks %d"
        .formatted(
            terms.seed(),
            terms.kills(),
            jobs,
            isGood() ? "good" : "BAD",
            counts.get(1),
            counts.get(2),
            recount.equals(counts) ? "equal" : recount.toString(),
            gaps,
            endedTwice,
            begun,
            overlaps,
            foreign);
  }
}

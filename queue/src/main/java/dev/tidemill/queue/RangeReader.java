package dev.tidemill.queue;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ReadRange;
import dev.tidemill.wire.ScriptRunner;
import java.util.ArrayList;
import java.util.List;

/** Reads ranges of one state in calls of bounded size. */
record RangeReader(SharedConnection redis, QueueKeys keys) {

  private static final long IDS_A_CALL = 2000;
  private static final long JOBS_A_CALL = 200;

  /** The ids from one place to the other. */
  List<String> ids(JobState state, JobRange range) {
    List<String> found = new ArrayList<>();
    long from = range.from();
    long to = range.to();
    ReadRange.Part part;
    do {
      part = part(state, range.between(from, to), IDS_A_CALL, false);
      found.addAll(part.ids());
      from = part.next();
      to = part.last();
    } while (from <= to);
    return found;
  }

  /**
   * The jobs from one place to the other. Ids without a job do not count when both places are from
   * the beginning: as many jobs are told as there are places.
   */
  List<Job> jobs(JobState state, JobRange range) {
    boolean fills = range.from() >= 0 && range.to() >= 0;
    long apart = range.to() - range.from(); // no overflow where both count from the beginning
    long wanted = fills && apart < Long.MAX_VALUE ? apart + 1 : Long.MAX_VALUE;
    List<Job> found = new ArrayList<>();
    long from = range.from();
    long to = fills ? -1 : range.to();
    boolean more = wanted > 0;
    while (more) {
      long most = Math.min(JOBS_A_CALL, wanted - found.size());
      ReadRange.Part part = part(state, range.between(from, to), most, true);
      found.addAll(part.jobs());
      from = part.next();
      to = part.last();
      more = from <= to && found.size() < wanted;
    }
    return found;
  }

  private ReadRange.Part part(JobState state, JobRange range, long most, boolean whole) {
    ReadRange call =
        new ReadRange(keys, state, range.from(), range.to(), range.oldestFirst(), most, whole);
    return ScriptRunner.run(call, redis);
  }
}

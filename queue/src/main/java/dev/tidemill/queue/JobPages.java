package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobAnchor;
import dev.tidemill.job.JobFilter;
import dev.tidemill.job.JobPage;
import dev.tidemill.job.JobSearch;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.PageSorted;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ReadJobs;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.SearchJobs;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks through the jobs of a state page by page, newest first, while the queue moves on. Each call
 * to Redis is short, however many jobs there are.
 *
 * <p>A job that is in the state from the first page to the last is told at least once, and never
 * twice on one page. Where jobs stand in a list (waiting, active) and the anchor is gone with all
 * that stood near it, the walk begins anew and the page says so.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class JobPages {

  /** The most ids of a page. */
  public static final int MOST = 200;

  private static final int JOBS_A_CALL = 50;
  private static final long BYTES_A_CALL = 512 * 1024;

  private final SharedConnection redis;
  private final QueueKeys keys;

  JobPages(SharedConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * The ids after an anchor.
   *
   * @param most up to {@value #MOST}
   */
  public JobPage page(JobState state, JobAnchor after, int most) {
    if (most < 1 || most > MOST) {
      throw new InvalidOption(
          "a page of %d jobs of %s cannot be told: give 1 to %d"
              .formatted(most, keys.called(), MOST));
    }
    return switch (state) {
      case WAITING, ACTIVE -> new ListPages(redis, keys, state).page(after, most);
      case DELAYED, PRIORITIZED, WAITING_CHILDREN, COMPLETED, FAILED -> sorted(state, after, most);
      case UNKNOWN -> throw noList(keys);
    };
  }

  static InvalidOption noList(QueueKeys keys) {
    return new InvalidOption(
        "jobs of %s in state UNKNOWN are in no list: name another state".formatted(keys.called()));
  }

  private JobPage sorted(JobState state, JobAnchor after, int most) {
    String last = after.ids().isEmpty() ? "" : after.ids().getFirst();
    PageSorted.Part part =
        ScriptRunner.run(new PageSorted(keys, state, after.score(), last, most), redis);
    boolean more = part.ids().size() == most;
    return new JobPage(part.ids(), part.scores(), after.place(), more, false, part.total());
  }

  /**
   * The jobs of these ids in their order, but for those that are gone.
   *
   * @param whole whether payloads, results and options are read too, or only what a list shows
   */
  public List<Job> read(List<String> ids, boolean whole) {
    List<Job> jobs = new ArrayList<>(ids.size());
    int from = 0;
    while (from < ids.size()) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + JOBS_A_CALL));
      ReadJobs.Part part = ScriptRunner.run(new ReadJobs(keys, some, BYTES_A_CALL, whole), redis);
      jobs.addAll(part.jobs());
      from += part.looked();
    }
    return jobs;
  }

  /**
   * Which of these jobs hold some texts; looks at as many as can be done in a short call.
   *
   * @param ids up to {@value #MOST}
   */
  public JobSearch search(JobFilter filter, List<String> ids) {
    SearchJobs.Part part = ScriptRunner.run(new SearchJobs(keys, filter, ids, BYTES_A_CALL), redis);
    return new JobSearch(part.looked(), part.tooLarge(), part.ids());
  }
}

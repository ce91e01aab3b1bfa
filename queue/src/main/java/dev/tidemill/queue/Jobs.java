package dev.tidemill.queue;

import dev.tidemill.job.ChildPage;
import dev.tidemill.job.ChildPage.Child;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobRange;
import dev.tidemill.job.JobState;
import dev.tidemill.job.LogLines;
import dev.tidemill.job.QueueMeta;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CountPriorities;
import dev.tidemill.wire.CountStates;
import dev.tidemill.wire.PageChildren;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What can be read about the jobs of a queue. Nothing here changes the queue.
 *
 * <p>Jobs that a version 5 client parked while the queue was paused count as waiting.
 *
 * <p><b>Threading:</b> any thread. Large ranges are read in several calls, between which the queue
 * moves on.
 */
public final class Jobs {

  private final SharedConnection redis;
  private final QueueKeys keys;

  Jobs(SharedConnection redis, QueueKeys keys) {
    this.redis = redis;
    this.keys = keys;
  }

  /**
   * The jobs of a range, state by state; a job that moved from one to another meanwhile is told
   * once.
   */
  public List<Job> list(JobRange range) {
    Map<String, Job> found = new LinkedHashMap<>();
    RangeReader reader = new RangeReader(redis, keys);
    for (JobState state : range.states()) {
      reader.jobs(state, range).forEach(job -> found.putIfAbsent(job.id(), job));
    }
    return List.copyOf(found.values());
  }

  /** The ids of a range, state by state, those of jobs that are gone included. */
  public List<String> ids(JobRange range) {
    Set<String> found = new LinkedHashSet<>();
    RangeReader reader = new RangeReader(redis, keys);
    range.states().forEach(state -> found.addAll(reader.ids(state, range)));
    return List.copyOf(found);
  }

  /**
   * How many jobs are in these states, all at the same moment; without a state in each there is.
   */
  public Map<JobState, Long> counts(JobState... states) {
    List<JobState> once = JobRange.of(states).states();
    return ScriptRunner.run(new CountStates(keys, once, null), redis);
  }

  /** How many jobs are to be taken yet: waiting, delayed, prioritized, waiting for children. */
  public long count() {
    return counts(
            JobState.WAITING, JobState.DELAYED, JobState.PRIORITIZED, JobState.WAITING_CHILDREN)
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** How many delayed jobs are due before a moment. */
  public long delayedUntil(Instant moment) {
    TimeBound.check("moment until which delayed jobs are counted", moment);
    List<JobState> delayed = List.of(JobState.DELAYED);
    return ScriptRunner.run(new CountStates(keys, delayed, moment.toEpochMilli()), redis)
        .getOrDefault(JobState.DELAYED, 0L);
  }

  /** How many jobs are in line with each of these priorities; 0 is for those without one. */
  public Map<Integer, Long> countsPerPriority(int... priorities) {
    List<Integer> once = Arrays.stream(priorities).distinct().boxed().toList();
    return ScriptRunner.run(new CountPriorities(keys, once), redis);
  }

  /**
   * The children of a parent that have completed.
   *
   * @param from the first place, 0 for the beginning
   * @param to the last place, -1 for the end
   */
  public ChildPage completedChildren(String parentId, long from, long to) {
    return children(parentId, true, from, to);
  }

  /** As {@link #completedChildren} for those that are still to finish. */
  public ChildPage pendingChildren(String parentId, long from, long to) {
    return children(parentId, false, from, to);
  }

  private ChildPage children(String parentId, boolean completed, long from, long to) {
    List<Child> page = new ArrayList<>();
    PageChildren.Step step = new PageChildren.Step("0", 0, 0, List.of());
    do {
      PageChildren call =
          new PageChildren(keys, parentId, completed, step.cursor(), step.seen(), from, to);
      step = ScriptRunner.run(call, redis);
      page.addAll(step.children());
    } while (!step.cursor().equals("0") && (to < 0 || step.seen() <= to));
    return new ChildPage(page, step.total());
  }

  /** The whole log of a job, oldest line first. */
  public LogLines log(String id) {
    return log(id, 0, -1, true);
  }

  /**
   * A part of a job's log.
   *
   * @param from the first line, 0 for the first there is
   * @param to the last line, -1 for the last there is
   * @param oldestFirst whether lines are counted and told from the oldest
   */
  public LogLines log(String id, long from, long to, boolean oldestFirst) {
    String log = keys.job(id) + ":logs";
    long first = oldestFirst ? from : -(to + 1);
    long last = oldestFirst ? to : -(from + 1);
    Reply part = redis.call("LRANGE", log, Long.toString(first), Long.toString(last));
    List<String> lines = part.list().stream().map(Reply::text).toList();
    long count = redis.call("LLEN", log).number();
    return new LogLines(oldestFirst ? lines : lines.reversed(), count);
  }

  /** What holds for the queue as a whole. */
  public QueueMeta meta() {
    return new QueueMeta(redis.call("HGETALL", keys.meta()).fields());
  }

  /** Whether as many jobs are active as the queue's own bound on concurrency allows. */
  public boolean isMaxed() {
    OptionalInt bound = meta().concurrency();
    return bound.isPresent() && redis.call("LLEN", keys.active()).number() >= bound.getAsInt();
  }
}

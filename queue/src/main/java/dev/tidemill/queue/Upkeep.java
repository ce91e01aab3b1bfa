package dev.tidemill.queue;

import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.JobState;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.CleanState;
import dev.tidemill.wire.DrainState;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.RemoveThese;
import dev.tidemill.wire.RequeueJobs;
import dev.tidemill.wire.RetryThese;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.StateName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done to a queue as a whole, in steps that are short for Redis.
 *
 * <p>Removed jobs are gone with their logs. A parent whose last pending child is removed goes too
 * when it is in this queue; in another queue it goes in line. The next job of a scheduler is spared
 * by {@link #drain} and {@link #clean}.
 *
 * <p><b>Threading:</b> any thread. The queue may be at work meanwhile.
 *
 * <p><b>Delivery:</b> each step is done whole or not at all; when the connection is lost between
 * two, the rest is left as it was: call again.
 */
public final class Upkeep {

  private static final int STEP = 100; // jobs, of some ten microseconds each
  private static final long ROUND = 10_000; // jobs after which cleaning tells how many went
  private static final String ANY_SCORE = "+inf";

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final InstantSource clock;
  private final Runnable pause;
  private final Runnable between;

  Upkeep(SharedConnection redis, QueueKeys keys, InstantSource clock, Runnable pause) {
    this(redis, keys, clock, pause, () -> {});
  }

  private Upkeep(
      SharedConnection redis,
      QueueKeys keys,
      InstantSource clock,
      Runnable pause,
      Runnable between) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
    this.pause = pause;
    this.between = between;
  }

  /**
   * The same, but between two steps that is run: it may take its time, so that others have Redis
   * meanwhile, and it may throw, which ends what is being done after the steps that were done.
   */
  public Upkeep pacedBy(Runnable between) {
    return new Upkeep(redis, keys, clock, pause, between);
  }

  /** Removes the jobs that are in line; those that are active go on, delayed ones stay. */
  public void drain() {
    drain(false);
  }

  /** As {@link #drain()}, with the delayed ones if wanted. */
  public void drain(boolean delayed) {
    drainState("wait");
    drainState("paused");
    if (delayed) {
      drainState("delayed");
    }
    drainState("prioritized");
  }

  private void drainState(String state) {
    DrainState.Step step = new DrainState.Step(0, true);
    while (step.more()) {
      step = ScriptRunner.run(new DrainState(keys, state, step.spared(), STEP), redis);
      between.run();
    }
  }

  /** As {@link #clean(JobState, Duration, long)} for any number of jobs. */
  public List<String> clean(JobState state, Duration grace) {
    return clean(state, grace, 0);
  }

  /**
   * Removes the old jobs of a state and answers their ids. How old one is counts from when it
   * finished, or else began, or else was added. Active jobs go only when they have lost their lock.
   *
   * @param grace jobs younger than that stay
   * @param limit looks at so many of the oldest jobs at most; 0 for all
   * @throws InvalidOption when the limit is negative, or the state is waiting-children or unknown:
   *     what waits for children is removed with them
   */
  public List<String> clean(JobState state, Duration grace, long limit) {
    if (state == JobState.WAITING_CHILDREN || state == JobState.UNKNOWN) {
      throw new InvalidOption(
          "jobs in state %s of queue %s cannot be cleaned: name another, or remove them by id"
              .formatted(state, keys.queue()));
    }
    checkNotNegative("limit", limit, "0 for any number");
    long before = clock.millis() - TimeBound.check("grace", grace).toMillis();
    List<String> removed = new ArrayList<>(cleanState(StateName.of(state), before, limit));
    boolean parked = state == JobState.WAITING && (limit == 0 || removed.size() < limit);
    if (parked && redis.call("EXISTS", keys.paused()).number() == 1) {
      removed.addAll(cleanState("paused", before, limit == 0 ? 0 : limit - removed.size()));
    }
    return removed;
  }

  private List<String> cleanState(String state, long before, long limit) {
    List<String> removed = new ArrayList<>();
    long size;
    long gone;
    do {
      size = limit == 0 ? ROUND : Math.min(ROUND, limit - removed.size());
      CleanState.Round round = new CleanState.Round(size, 0, 0);
      do {
        CleanState call = new CleanState(keys, state, before, STEP, round);
        CleanState.Step step = ScriptRunner.run(call, redis);
        removed.addAll(step.ids());
        round = step.round();
        between.run();
      } while (round.rest() > 0);
      gone = round.removed();
    } while (gone == size && (limit == 0 || removed.size() < limit));
    return removed;
  }

  /** As {@link #obliterate(boolean)}, unless jobs are active. */
  public void obliterate() {
    obliterate(false);
  }

  /**
   * Pauses the queue and removes it with all that belongs to it, but for a ledger beside it.
   *
   * @param force also when jobs are active: what they still do is refused
   * @throws QueueBusy when jobs are active, and nothing was removed; the queue stays paused
   */
  public void obliterate(boolean force) {
    pause.run();
    new Obliteration(redis, keys, STEP, between).run(force);
  }

  /** Has all jobs that failed for good until now run again; see {@link #retry}. */
  public void retryFailed() {
    retry(JobState.FAILED, clock.instant());
  }

  /**
   * Puts finished jobs in line again, behind all that wait, whatever their priority. The number of
   * their attempts stays; children are waited for again by a parent that still waits.
   *
   * @param state failed or completed
   * @param until only those that finished by then
   */
  public void retry(JobState state, Instant until) {
    checkFinished(state);
    TimeBound.check("until", until);
    requeue(state, Long.toString(until.toEpochMilli()));
  }

  /**
   * Puts finished jobs in line again, each as {@link JobHandle#retry(RetryOptions)} does, but only
   * those that have not moved since they were read: one that has ended once more meanwhile stays.
   * So it is safe to do it again when the answer was lost.
   *
   * @param state failed or completed
   * @param scores as a {@link dev.tidemill.job.JobPage} told them, by id, up to 200
   * @return the ids of those that were put in line
   */
  public List<String> retry(JobState state, Map<String, String> scores) {
    checkFinished(state);
    return ScriptRunner.run(new RetryThese(keys, state, scores), redis);
  }

  /**
   * Removes jobs with their children, each as {@link JobHandle#remove} does, but only those that
   * have not moved since they were read; one that is locked, or that a scheduler waits for, stays
   * too. So it is safe to do it again when the answer was lost.
   *
   * @param state of the jobs, not active
   * @param scores as a {@link dev.tidemill.job.JobPage} told them, by id, up to 200; empty where it
   *     told none
   * @return the ids of those that are gone
   */
  public List<String> remove(JobState state, Map<String, String> scores) {
    if (state == JobState.ACTIVE || state == JobState.UNKNOWN) {
      throw new InvalidOption(
          "jobs in state %s of queue %s cannot be removed together: remove them by id"
              .formatted(state, keys.queue()));
    }
    List<String> removed = new ArrayList<>();
    Map<String, String> left = new LinkedHashMap<>(scores);
    while (!left.isEmpty()) {
      RemoveThese.Step step = ScriptRunner.run(new RemoveThese(keys, state, left), redis);
      removed.addAll(step.removed());
      left.keySet().removeAll(List.copyOf(left.keySet()).subList(0, step.looked()));
      between.run();
    }
    return removed;
  }

  /** Puts all delayed jobs in line now, behind all that wait, whatever their priority. */
  public void promoteAll() {
    requeue(JobState.DELAYED, ANY_SCORE);
  }

  private void checkFinished(JobState state) {
    if (state != JobState.FAILED && state != JobState.COMPLETED) {
      throw new InvalidOption(
          "jobs in state %s of queue %s cannot be retried: name FAILED or COMPLETED"
              .formatted(state, keys.queue()));
    }
  }

  private void checkNotNegative(String option, long value, String remedy) {
    if (value < 0) {
      throw new InvalidOption(
          "%s for queue %s is %d: give %s".formatted(option, keys.queue(), value, remedy));
    }
  }

  private void requeue(JobState state, String until) {
    boolean more = true;
    while (more) {
      more = ScriptRunner.run(new RequeueJobs(keys, state, until, STEP), redis);
      between.run();
    }
  }

  /** As {@link #removeOrphanedJobs(long)} for any number of jobs. */
  public long removeOrphanedJobs() {
    return removeOrphanedJobs(0);
  }

  /**
   * Removes the jobs that are in no state, as tampering or a Redis that lost data may leave them;
   * answers how many. It goes through all keys of the Redis. Keys of our own are spared.
   *
   * @param limit stops soon after so many; 0 for all
   */
  public long removeOrphanedJobs(long limit) {
    checkNotNegative("limit", limit, "0 for any number");
    return new Orphans(redis, keys).remove(limit);
  }

  /** Trims the stream of events to about so many; answers how many went. */
  public long trimEvents(long length) {
    checkNotNegative("length", length, "how many events stay");
    return redis.call("XTRIM", keys.events(), "MAXLEN", "~", Long.toString(length)).number();
  }
}

package dev.tidemill.queue;

import dev.tidemill.event.JobEnding;
import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobState;
import dev.tidemill.job.LogLines;
import dev.tidemill.job.RetryOptions;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.AddLog;
import dev.tidemill.wire.ChangeDelay;
import dev.tidemill.wire.ChangePriority;
import dev.tidemill.wire.ExtendLocks;
import dev.tidemill.wire.FindState;
import dev.tidemill.wire.FreeDeduplication;
import dev.tidemill.wire.LeaveParent;
import dev.tidemill.wire.PromoteJob;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.RemoveJob;
import dev.tidemill.wire.RetryJob;
import dev.tidemill.wire.Script;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.UpdateData;
import dev.tidemill.wire.UpdateProgress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What can be done to one job of a queue. It holds the id only: every call asks Redis, and a job
 * that is not there is told by {@link JobMissing}.
 *
 * <p>Every method throws {@link dev.tidemill.redis.RedisException} when Redis does not answer or
 * refuses; then it may or may not have been carried out.
 *
 * <p><b>Threading:</b> any thread. <b>Delivery:</b> each change is one atomic step.
 */
public final class JobHandle {

  private static final String ANY = "in any state";

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final InstantSource clock;
  private final String id;

  JobHandle(SharedConnection redis, QueueKeys keys, InstantSource clock, String id) {
    if (id.isEmpty()) {
      throw new InvalidName("job id is empty: give the id that add answered");
    }
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
    this.id = id;
  }

  private long done(Script<Long> script, String verb, String state) {
    return new JobAnswer(redis, keys, id).of(script, verb, state);
  }

  /** The job's id. */
  public String id() {
    return id;
  }

  /** The job as it stands, or null when there is none. */
  public @Nullable Job job() {
    Map<String, String> fields = redis.call("HGETALL", keys.job(id)).fields();
    return fields.isEmpty() ? null : new Job(id, fields);
  }

  /** Where it is. */
  public JobState state() {
    return ScriptRunner.run(new FindState(keys, id), redis);
  }

  /**
   * Replaces the payload.
   *
   * @param data as JSON text, stored byte for byte
   * @throws dev.tidemill.input.InvalidPayload when it is no JSON
   * @throws JobMissing when there is no such job
   */
  public void updateData(String data) {
    done(new UpdateData(keys, id, JsonCheck.checked("data of job " + id, data)), "updateData", ANY);
  }

  /**
   * Says how far it is; whoever listens to the queue's events hears it.
   *
   * @param progress any JSON text
   * @throws dev.tidemill.input.InvalidPayload when it is none
   * @throws JobMissing when there is no such job
   */
  public void updateProgress(String progress) {
    done(
        new UpdateProgress(keys, id, JsonCheck.checked("progress of job " + id, progress)),
        "updateProgress",
        ANY);
  }

  /**
   * Adds a line to its log, which keeps as many lines as the job's options say.
   *
   * @return how many lines the log has now
   * @throws JobMissing when there is no such job
   */
  public long log(String line) {
    return done(new AddLog(keys, id, line, null), "log", ANY);
  }

  /** As {@link #log(String)}, but so many of the newest lines stay, at least one. */
  public long log(String line, int keep) {
    return done(new AddLog(keys, id, line, checkedKeep(keep)), "log", ANY);
  }

  private static int checkedKeep(int keep) {
    if (keep < 1) {
      throw new InvalidOption("keep is " + keep + ": give how many log lines stay");
    }
    return keep;
  }

  /** Its whole log, oldest line first. */
  public LogLines logs() {
    return logs(0, -1, true);
  }

  /**
   * A part of its log.
   *
   * @param from the first line, 0 for the first there is
   * @param to the last line, -1 for the last there is
   * @param oldestFirst whether lines are counted and told from the oldest
   */
  public LogLines logs(long from, long to, boolean oldestFirst) {
    return new Jobs(redis, keys).log(id, from, to, oldestFirst);
  }

  /** Drops its log. */
  public void clearLogs() {
    redis.call("DEL", keys.job(id) + ":logs");
  }

  /** Drops its log but for so many of the newest lines, at least one. */
  public void clearLogs(int keep) {
    redis.call("LTRIM", keys.job(id) + ":logs", Integer.toString(-checkedKeep(keep)), "-1");
  }

  /** As {@link #retry(RetryOptions)} for a job that has failed. */
  public void retry() {
    retry(RetryOptions.failed());
  }

  /**
   * Puts it in line again after it has finished; a parent that had been told waits for it again,
   * unless it has gone on since.
   *
   * @throws JobMissing when there is no such job
   * @throws JobNotInState when it is not in the state that the options name
   */
  public void retry(RetryOptions options) {
    done(new RetryJob(keys, id, options), "retry", options.from().name());
  }

  /**
   * Has it start as soon as its turn comes, whatever its delay.
   *
   * @throws JobMissing when there is no such job
   * @throws JobNotInState when it is not delayed
   */
  public void promote() {
    done(new PromoteJob(keys, id), "promote", "DELAYED");
  }

  /**
   * Has it wait for so long from now on, whatever it has waited already.
   *
   * @throws JobMissing when there is no such job
   * @throws JobNotInState when it is not delayed
   */
  public void changeDelay(Duration delay) {
    if (TimeBound.check("delay", delay).isNegative()) {
      throw new InvalidOption("delay is " + delay + ": give zero or more");
    }
    ChangeDelay call = new ChangeDelay(keys, id, clock.millis(), delay.toMillis());
    done(call, "changeDelay", "DELAYED");
  }

  /** As {@link #changePriority(int, boolean)}, behind those that have the priority already. */
  public void changePriority(int priority) {
    changePriority(priority, false);
  }

  /**
   * Gives it another priority; when it is in line it moves there at once.
   *
   * @param priority 0 for none, otherwise 1 (soonest) to {@value JobOptions#LOWEST_PRIORITY}
   * @param first whether it goes before those that have the priority already
   * @throws JobMissing when there is no such job
   */
  public void changePriority(int priority, boolean first) {
    if (priority < 0 || priority > JobOptions.LOWEST_PRIORITY) {
      throw new InvalidOption(
          "priority is %d: give 0 for none or 1 to %d"
              .formatted(priority, JobOptions.LOWEST_PRIORITY));
    }
    done(new ChangePriority(keys, id, priority, first), "changePriority", ANY);
  }

  /**
   * Removes it and all its children, whatever their state.
   *
   * @return whether it was there
   * @throws JobLocked when a worker has it, or a child that it waits for; nothing is removed then
   * @throws JobOfScheduler when a scheduler waits for it
   */
  public boolean remove() {
    return done(new RemoveJob(keys, id, true), "remove", ANY) == 1;
  }

  /** As {@link #remove}, but its children stay. */
  public boolean removeAlone() {
    return done(new RemoveJob(keys, id, false), "remove", ANY) == 1;
  }

  /**
   * Waits until it has ended, also when it had ended before.
   *
   * @param events of the same queue
   * @throws StillOpen when it has not ended by then
   */
  public JobEnding awaitFinished(QueueEvents events, Duration atMost) {
    return events.awaitFinished(id, atMost);
  }

  /**
   * As {@link #awaitFinished} without a thread that waits; see {@link QueueEvents#whenFinished}.
   */
  public CompletionStage<JobEnding> whenFinished(QueueEvents events) {
    return events.whenFinished(id);
  }

  /** Its children. */
  public JobChildren children() {
    return new JobChildren(redis, keys, id);
  }

  /**
   * Has its parent wait for it no longer; a parent that waits for no other goes on.
   *
   * @return whether a parent waited for it
   * @throws JobMissing when there is no such job, or its parent is gone
   */
  public boolean removeChildDependency() {
    return done(new LeaveParent(keys, id), "removeChildDependency", ANY) == 1;
  }

  /**
   * Extends the lock of whoever works on it.
   *
   * @param token under which it was taken
   * @param by how long the lock lasts from now on
   * @return whether the lock was that token's
   */
  public boolean extendLock(String token, Duration by) {
    Map<String, String> tokens = Map.of(id, token);
    return ScriptRunner.run(
            new ExtendLocks(keys, tokens, TimeBound.positive("lock", by).toMillis()), redis)
        .isEmpty();
  }

  /**
   * Lets jobs be added again under its deduplication id, if it still owns that.
   *
   * @return whether it did
   */
  public boolean removeDeduplicationKey() {
    return ScriptRunner.run(new FreeDeduplication(keys, id), redis);
  }
}

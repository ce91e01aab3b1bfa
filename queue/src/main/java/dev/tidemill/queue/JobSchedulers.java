package dev.tidemill.queue;

import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.JobOptions;
import dev.tidemill.job.JobScheduler;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.redis.ConnectionLost;
import dev.tidemill.redis.Reply;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.LegacyRepeat;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ReadSchedulers;
import dev.tidemill.wire.RemoveScheduler;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.wire.UpsertScheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schedulers of a queue: each makes one job after another from a template, the next one when a
 * worker begins with the one before. So there is never more than one that waits for its time.
 *
 * <p><b>Threading:</b> any thread.
 *
 * <p><b>Delivery:</b> times that pass while no worker runs are not made up for: the job that was
 * due runs late, the next one is that of the next time to come.
 */
public final class JobSchedulers {

  private final SharedConnection redis;
  private final QueueKeys keys;
  private final InstantSource clock;
  private final QueueSettings settings;

  JobSchedulers(
      SharedConnection redis, QueueKeys keys, InstantSource clock, QueueSettings settings) {
    this.redis = redis;
    this.keys = keys;
    this.clock = clock;
    this.settings = settings;
  }

  /** As {@link #upsert(String, Schedule, NewJob)} for jobs named as the scheduler, without data. */
  public @Nullable NextRun upsert(String id, Schedule schedule) {
    return upsert(id, schedule, NewJob.of(id, "{}"));
  }

  /**
   * Puts a scheduler in, or another in the place of the one of that id, and makes its next job. A
   * job that the old one had made and that has not begun is replaced.
   *
   * @param template of its jobs; without an id or a delay of its own
   * @return the next job, or null when the schedule has no time left and nothing was done
   * @throws dev.tidemill.input.InvalidInput when pattern, zone, end or template cannot be used
   * @throws SchedulerRefused when jobs that have begun or ended stand where the next one should
   * @throws OutcomeUnknown when the reply was lost; to do it again is safe
   */
  public @Nullable NextRun upsert(String id, Schedule schedule, NewJob template) {
    NewJob filled = filled(template);
    return upsert(id, schedule, filled, filled.options());
  }

  /**
   * The template with the queue's options where it has none: but its own times are the schedule's.
   */
  NewJob filled(NewJob template) {
    JobOptions options = settings.orDefaults(template.options());
    return options.equals(template.options())
        ? template
        : new NewJob(
            template.name(),
            template.data(),
            options.toBuilder().id("").delay(Duration.ZERO).build());
  }

  /** The same, with other options for the job that is made at once. */
  @Nullable NextRun upsert(String id, Schedule schedule, NewJob template, JobOptions first) {
    long now = clock.millis();
    check(id, schedule, template, now);
    UpsertScheduler call = UpsertScheduler.of(keys, id, schedule, template, now);
    return call == null ? null : send(call.beginningWith(first));
  }

  private NextRun send(UpsertScheduler call) {
    UpsertScheduler.Answer answer;
    try {
      answer = ScriptRunner.run(call, redis);
    } catch (ConnectionLost e) {
      if (!e.sent()) {
        throw e;
      }
      throw new OutcomeUnknown(
          "Putting scheduler %s into %s was not answered: it may be there or not. Do it again"
              .formatted(call.id(), keys.called()),
          e);
    }
    NextRun run = answer.run();
    if (run == null) {
      String where = answer.code() == -11 ? "each of its next 32 times" : "its next time";
      throw new SchedulerRefused(
          ("Scheduler %s was not put into %s: a job that has begun or ended stands at %s."
                  + " Remove that job, or use another id")
              .formatted(call.id(), keys.called(), where));
    }
    return run;
  }

  private static void check(String id, Schedule schedule, NewJob template, long now) {
    if (id.isEmpty()) {
      throw new InvalidName("scheduler id is empty: give one");
    }
    if (!template.options().id().isEmpty() || !template.options().delay().isZero()) {
      throw new InvalidOption(
          "template of scheduler %s has id '%s' and delay %s: leave both to the scheduler"
              .formatted(id, template.options().id(), template.options().delay()));
    }
    JsonCheck.checked(template);
    Instant end = schedule.end();
    if (end != null && end.toEpochMilli() < now) {
      throw new InvalidOption(
          "scheduler %s ends at %s, which is past: give a later end".formatted(id, end));
    }
  }

  /**
   * Removes a scheduler and the job that it has made, unless that waits in line already; answers
   * whether there was one.
   */
  public boolean remove(String id) {
    return ScriptRunner.run(new RemoveScheduler(keys, id), redis);
  }

  /**
   * A scheduler as it stands, or null when there is none of that id.
   *
   * @throws SchedulerRefused when the id is that of a repeatable job of an old BullMQ
   */
  public @Nullable JobScheduler get(String id) {
    Reply next = redis.call("ZSCORE", keys.repeat(), id);
    Map<String, String> fields = redis.call("HGETALL", keys.scheduler(id)).fields();
    if (next.isNull() || fields.isEmpty()) {
      refuseLegacy(id);
      return null;
    }
    long due = (long) Double.parseDouble(next.text());
    return new JobScheduler(id, Instant.ofEpochMilli(due), fields);
  }

  /**
   * Schedulers by the time of their next job.
   *
   * @param from the first place to tell, 0 for the beginning
   * @param to the last place to tell, -1 for the end
   * @param soonestFirst whether places are counted from the soonest, or from the latest
   * @throws SchedulerRefused when one of them is a repeatable job of an old BullMQ
   */
  public List<JobScheduler> page(long from, long to, boolean soonestFirst) {
    List<JobScheduler> found =
        ScriptRunner.run(new ReadSchedulers(keys, from, to, soonestFirst), redis);
    found.stream().filter(one -> one.fields().isEmpty()).forEach(one -> refuseLegacy(one.id()));
    return found.stream().filter(one -> !one.fields().isEmpty()).toList();
  }

  private static void refuseLegacy(String id) {
    if (LegacyRepeat.isKey(id)) {
      throw new SchedulerRefused(LegacyRepeat.words(id));
    }
  }

  /** How many schedulers there are. */
  public long count() {
    return redis.call("ZCARD", keys.repeat()).number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Puts a scheduler in, or another in its place, and makes its next job (protocol 3.12).
 *
 * @param keys of the queue
 * @param id of the scheduler
 * @param schedule when it makes jobs
 * @param template the jobs that it makes
 * @param first the options of the first of them
 * @param now Unix milliseconds
 * @param due when the next job of a pattern is due; null for an interval, where the script decides
 */
public record UpsertScheduler(
    QueueKeys keys,
    String id,
    Schedule schedule,
    NewJob template,
    JobOptions first,
    long now,
    @Nullable Long due)
    implements Script<UpsertScheduler.Answer> {

  private static final LuaScript LUA = ScriptFile.load("upsertScheduler");

  /**
   * What came of it.
   *
   * @param code 0 when it is done, -10 when a job stands where the next one should, -11 when one
   *     does at each of the next times
   * @param run the next job, or null
   */
  public record Answer(int code, @Nullable NextRun run) {}

  /**
   * The call for a schedule at a moment, or null when there is nothing left to make.
   *
   * @throws dev.tidemill.input.InvalidInput when pattern or zone cannot be used
   */
  public static @Nullable UpsertScheduler of(
      QueueKeys keys, String id, Schedule schedule, NewJob template, long now) {
    Repeat repeat = Repeat.of(schedule);
    if (repeat.isOver(now)) {
      return null;
    }
    Long due = repeat.every() > 0 ? null : repeat.next(now);
    return repeat.every() == 0 && due == null
        ? null
        : new UpsertScheduler(keys, id, schedule, template, template.options(), now, due);
  }

  /** The same whose first job has other options. */
  public UpsertScheduler beginningWith(JobOptions options) {
    return new UpsertScheduler(keys, id, schedule, template, options, now, due);
  }

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.meta();
  }

  @Override
  public Arguments arguments() {
    String options = stored(template.options());
    Repeat repeat = Repeat.of(schedule);
    Arguments arguments = new Arguments().add(keys.stem()).add(id).add(now);
    arguments.add(due == null ? "" : due.toString());
    arguments.add(repeat.every() > 0 ? Long.toString(repeat.every()) : "");
    arguments.add(repeat.offset() > 0 ? Long.toString(repeat.offset()) : "");
    arguments.add(text(schedule.start())).add(template.name()).addJson(template.data());
    IterationOptions.first(stored(first), new IterationOptions.Fresh(id, now, due, repeat))
        .write(arguments);
    field(arguments, "tz", schedule.zone());
    field(arguments, "limit", schedule.limit() == null ? "" : schedule.limit().toString());
    field(arguments, "pattern", schedule.pattern());
    field(arguments, "startDate", text(schedule.start()));
    field(arguments, "endDate", text(schedule.end()));
    field(arguments, "every", repeat.every() > 0 ? Long.toString(repeat.every()) : "");
    field(arguments, "opts", options.equals("{}") ? "" : options);
    if (!template.data().equals("{}")) {
      arguments.add("data").addJson(template.data());
    }
    return arguments;
  }

  private static String stored(JobOptions options) {
    return IterationOptions.template(OptionsJson.write(options));
  }

  private static String text(@Nullable Instant at) {
    return at == null ? "" : Long.toString(at.toEpochMilli());
  }

  private static void field(Arguments arguments, String name, String value) {
    if (!value.isEmpty()) {
      arguments.add(name).add(value);
    }
  }

  @Override
  public Answer read(Reply reply) {
    int code = (int) reply.list().get(0).number();
    if (code < 0) {
      return new Answer(code, null);
    }
    long delay = reply.list().get(2).number();
    return new Answer(0, new NextRun(reply.list().get(1).text(), Duration.ofMillis(delay)));
  }
}

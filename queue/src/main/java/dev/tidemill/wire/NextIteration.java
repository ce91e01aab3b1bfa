package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import org.jspecify.annotations.Nullable;

/**
 * Makes the job that follows one of a scheduler's jobs, once, whoever asks and how often (protocol
 * 3.12); answers its id, or nothing when there is none to make.
 *
 * @param keys of the queue
 * @param job the one that begins
 * @param scheduler whose job it is
 * @param repeat how the scheduler goes on
 * @param now Unix milliseconds
 * @param due when the next job of a pattern is due; null for an interval, where the script decides
 */
public record NextIteration(
    QueueKeys keys, Job job, String scheduler, Repeat repeat, long now, @Nullable Long due)
    implements Script<String> {

  private static final LuaScript LUA = ScriptFile.load("nextIteration");

  /**
   * The call for a job at a moment, or null when none is to follow.
   *
   * @throws dev.tidemill.input.InvalidInput when the job does not tell how it is repeated
   */
  public static @Nullable NextIteration of(QueueKeys keys, Job job, String scheduler, long now) {
    Repeat repeat = Repeat.parse(job.options());
    if (repeat.isOver(now)) {
      return null;
    }
    Long due = repeat.every() > 0 ? null : repeat.next(now);
    return repeat.every() == 0 && due == null
        ? null
        : new NextIteration(keys, job, scheduler, repeat, now, due);
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
    Arguments arguments = new Arguments().add(keys.stem()).add(scheduler).add(now);
    arguments.add(job.id()).add(due == null ? "" : due.toString());
    arguments.add(repeat.every() > 0 ? Long.toString(repeat.every()) : "");
    arguments.add(repeat.offset());
    IterationOptions.next(job.options(), new IterationOptions.Fresh(scheduler, now, due, repeat))
        .write(arguments);
    return arguments;
  }

  @Override
  public String read(Reply reply) {
    return reply.isNull() ? "" : reply.text();
  }
}

package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobState;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a part of the jobs in one state (protocol 3.13).
 *
 * @param keys of the queue
 * @param state which jobs
 * @param from the first place; negative from the end
 * @param to the last place; negative from the end
 * @param oldestFirst whether places are counted from the oldest
 * @param most how many places to look at, whatever {@code to} says
 * @param whole whether to read the hashes too
 */
public record ReadRange(
    QueueKeys keys,
    JobState state,
    long from,
    long to,
    boolean oldestFirst,
    long most,
    boolean whole)
    implements Script<ReadRange.Part> {

  private static final LuaScript LUA = ScriptFile.load("readRange");

  /**
   * What was found.
   *
   * @param next the place after the last that was looked at
   * @param last the last place asked for, from the beginning; below {@code next} when all is read
   * @param ids in order
   * @param jobs those of the ids that have a hash; empty when hashes were not asked for
   */
  public record Part(long next, long last, List<String> ids, List<Job> jobs) {}

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
    return new Arguments()
        .add(keys.stem())
        .add(StateName.of(state))
        .add(from)
        .add(to)
        .add(oldestFirst)
        .add(most)
        .add(whole);
  }

  @Override
  public Part read(Reply reply) {
    List<Reply> parts = reply.list();
    List<String> ids = parts.get(2).list().stream().map(Reply::text).toList();
    List<Job> jobs = new ArrayList<>();
    List<Reply> hashes = parts.get(3).list();
    for (int n = 0; n < hashes.size(); n++) {
      if (!hashes.get(n).list().isEmpty()) {
        jobs.add(new Job(ids.get(n), hashes.get(n).fields()));
      }
    }
    return new Part(parts.get(0).number(), parts.get(1).number(), ids, jobs);
  }
}

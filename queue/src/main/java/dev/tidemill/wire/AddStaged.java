package dev.tidemill.wire;

import dev.tidemill.job.NewJob;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs that are alike and whose data is large: plain commands write their hashes under keys of
 * our own, and a script in the same transaction gives them their names and places. What is added is
 * what {@link AddJobs} adds.
 *
 * @param keys of the queue
 * @param jobs at most a few hundred, for which {@link #isPossible} says yes
 * @param now Unix milliseconds for those that bring no timestamp
 * @param name of this call; no other client uses it at the same time
 */
public record AddStaged(QueueKeys keys, List<NewJob> jobs, long now, String name) {

  private static final LuaScript LUA = ScriptFile.load("addStaged");
  private static final long FOR_EACH = 700; // characters in Lua: as dear as a hash of its own is
  private static final long AT_ALL = 4_000; // as dear as the transaction: a lone job seldom gains

  /** Whether jobs can be added in this way. */
  public static boolean isPossible(List<NewJob> jobs) {
    return JobArguments.areAlike(jobs);
  }

  /** Whether they are large enough to gain by it as well. */
  public static boolean isWorthIt(List<NewJob> jobs) {
    long chars = 0;
    for (NewJob job : jobs) {
      chars += job.data().length();
    }
    return chars >= AT_ALL + FOR_EACH * jobs.size() && isPossible(jobs);
  }

  LuaScript lua() {
    return LUA;
  }

  String key() {
    return keys.meta();
  }

  List<Arguments> hashes() {
    String options = OptionsJson.write(jobs.getFirst().options());
    List<Arguments> hashes = new ArrayList<>(jobs.size());
    for (NewJob job : jobs) {
      hashes.add(JobArguments.hash(staged() + (hashes.size() + 1), job, options, now));
    }
    return hashes;
  }

  Arguments arguments() {
    return new Arguments()
        .add(keys.stem())
        .add(jobs.size())
        .add(staged())
        .add(jobs.getFirst().name());
  }

  /** They are gone when the transaction is over. */
  private String staged() {
    return keys.own("staged:" + name + ":");
  }

  @Nullable List<Stored> read(@Nullable Reply reply) {
    return reply == null || reply.isNull()
        ? null
        : reply.list().stream().map(Stored::read).toList();
  }
}

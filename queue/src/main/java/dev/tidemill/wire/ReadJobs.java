package dev.tidemill.wire;

import dev.tidemill.job.Job;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads jobs by id, as many as fit into a number of bytes.
 *
 * @param keys of the queue
 * @param ids of the jobs
 * @param bytes after which no further job is read; one always is
 * @param whole whether payload, result and all else is read too
 */
public record ReadJobs(QueueKeys keys, List<String> ids, long bytes, boolean whole)
    implements Script<ReadJobs.Part> {

  private static final LuaScript LUA = ScriptFile.load("readJobs");

  /**
   * What was read.
   *
   * @param looked how many of the ids were looked at
   * @param jobs those of them that have a hash
   */
  public record Part(int looked, List<Job> jobs) {}

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
    Arguments arguments = new Arguments().add(keys.stem()).add(bytes).add(whole);
    ids.forEach(arguments::add);
    return arguments;
  }

  @Override
  public Part read(Reply reply) {
    List<Reply> hashes = reply.list();
    List<Job> jobs = new ArrayList<>();
    for (int n = 0; n < hashes.size(); n++) {
      if (!hashes.get(n).list().isEmpty()) {
        jobs.add(new Job(ids.get(n), hashes.get(n).fields()));
      }
    }
    return new Part(hashes.size(), jobs);
  }
}

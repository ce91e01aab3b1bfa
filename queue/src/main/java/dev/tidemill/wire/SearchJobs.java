package dev.tidemill.wire;

import dev.tidemill.job.JobFilter;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;
import java.util.Locale;

/**
 * Looks which jobs hold some texts.
 *
 * @param keys of the queue
 * @param filter the texts
 * @param ids of the jobs
 * @param bytes after which no further job is looked at; a payload that is larger is passed over
 */
public record SearchJobs(QueueKeys keys, JobFilter filter, List<String> ids, long bytes)
    implements Script<SearchJobs.Part> {

  private static final LuaScript LUA = ScriptFile.load("searchJobs");

  /**
   * What was found.
   *
   * @param looked how many of the ids were looked at
   * @param tooLarge how many payloads of those were passed over
   * @param ids those that hold all texts
   */
  public record Part(int looked, int tooLarge, List<String> ids) {}

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
    Arguments arguments = new Arguments().add(keys.stem()).add(bytes).add(filter.terms().size());
    filter
        .terms()
        .forEach(term -> arguments.add(term.in().name().toLowerCase(Locale.ROOT)).add(term.text()));
    ids.forEach(arguments::add);
    return arguments;
  }

  @Override
  public Part read(Reply reply) {
    List<Reply> parts = reply.list();
    List<String> found = parts.get(2).list().stream().map(Reply::text).toList();
    return new Part((int) parts.get(0).number(), (int) parts.get(1).number(), found);
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Hands back active jobs that their owner does not know of; answers their ids.
 *
 * @param keys of the queue
 * @param owner what the tokens of all its lives begin with
 * @param sparedLife what the tokens of a life begin with whose jobs stay; empty for none
 * @param workers what the names of its workers begin with: a job that one of them began and whose
 *     lock has run out is its job too; empty to leave those to the sweep
 * @param sparedTokens of single jobs that stay
 */
public record HandBack(
    QueueKeys keys, String owner, String sparedLife, String workers, List<String> sparedTokens)
    implements Script<List<String>> {

  private static final LuaScript LUA = ScriptFile.load("handBack");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.active();
  }

  @Override
  public Arguments arguments() {
    Arguments arguments = new Arguments().add(keys.stem()).add(owner).add(sparedLife).add(workers);
    sparedTokens.forEach(arguments::add);
    return arguments;
  }

  @Override
  public List<String> read(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }
}

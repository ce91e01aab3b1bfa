package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Hands back the active jobs of a dead owner at once; answers their ids.
 *
 * @param keys of the queue
 * @param owner what the tokens of all its epochs begin with
 * @param spared what the tokens of the running epoch begin with
 * @param workers what the names of its workers begin with; a job that one of them began and whose
 *     lock has run out is its job too
 */
public record HandBack(QueueKeys keys, String owner, String spared, String workers)
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
    return new Arguments().add(keys.stem()).add(owner).add(spared).add(workers);
  }

  @Override
  public List<String> read(Reply reply) {
    return reply.list().stream().map(Reply::text).toList();
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/** Begins a node's next epoch in the ledger and answers it; adds under an older one are refused. */
public record EnterLedger(QueueKeys keys, String node) implements Script<Long> {

  private static final LuaScript LUA = ScriptFile.load("enterLedger");

  @Override
  public LuaScript lua() {
    return LUA;
  }

  @Override
  public String key() {
    return keys.ledger();
  }

  @Override
  public Arguments arguments() {
    return new Arguments().add(node);
  }

  @Override
  public Long read(Reply reply) {
    return reply.number();
  }
}

package dev.tidemill.wire;

import dev.tidemill.job.QueueGlance;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/** Tells how a queue flows; costs the same however many jobs it has. */
public record Glance(QueueKeys keys) implements Script<QueueGlance> {

  private static final LuaScript LUA = ScriptFile.load("glance");

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
    return new Arguments().add(keys.stem());
  }

  @Override
  public QueueGlance read(Reply reply) {
    List<Reply> told = reply.list();
    return new QueueGlance(
        number(told.get(0).text()), told.get(1).number(), number(told.get(2).text()));
  }

  /** Other clients may write what they like there. */
  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}

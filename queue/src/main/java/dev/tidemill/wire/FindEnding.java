package dev.tidemill.wire;

import dev.tidemill.event.JobEnding;
import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds how jobs ended (protocol 3.13); answers for each, in order, null where it has not.
 *
 * @param keys of the queue
 * @param ids of the jobs, a few hundred at most
 */
public record FindEnding(QueueKeys keys, List<String> ids)
    implements Script<List<@Nullable JobEnding>> {

  private static final LuaScript LUA = ScriptFile.load("findEnding");

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
    Arguments arguments = new Arguments().add(keys.stem());
    ids.forEach(arguments::add);
    return arguments;
  }

  @Override
  public List<@Nullable JobEnding> read(Reply reply) {
    List<@Nullable JobEnding> endings = new ArrayList<>();
    for (Reply one : reply.list()) {
      endings.add(ending(one.list().get(0).text(), one.list().get(1).text()));
    }
    return endings;
  }

  private static @Nullable JobEnding ending(String kind, String text) {
    return switch (kind) {
      case "completed" -> new JobEnding.Completed(text);
      case "failed" -> new JobEnding.Failed(text);
      case "gone" -> new JobEnding.Gone();
      default -> null;
    };
  }
}

package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;
import java.util.List;

/**
 * Looks who made a queue before anything is written to it, and signs it when nobody has (protocol
 * 5).
 *
 * @param keys of the queue
 * @param signs whether to sign it
 * @param maxLenEvents about how many events its stream keeps; 0 for what it says, or BullMQ's own
 * @param pause which version's way of pausing it has from now on: 5, 6 or empty for no change
 */
public record OpenQueue(QueueKeys keys, boolean signs, long maxLenEvents, String pause)
    implements Script<OpenQueue.Maker> {

  /** The release whose keys ours are equal to: what dashboards ask for. */
  public static final String FORMAT = "bullmq:6.7.0";

  private static final LuaScript LUA = ScriptFile.load("openQueue");
  private static final String LIBRARY = "tidemill";

  /**
   * Who made it.
   *
   * @param version as the queue tells it; empty when nobody has signed
   * @param foreign whether it is not for us, and nothing was written
   */
  public record Maker(String version, boolean foreign) {}

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
        .add(signs)
        .add(maxLenEvents > 0 ? Long.toString(maxLenEvents) : "")
        .add(FORMAT)
        .add(LIBRARY)
        .add(pause);
  }

  @Override
  public Maker read(Reply reply) {
    List<Reply> parts = reply.list();
    return new Maker(parts.get(0).text(), parts.get(1).text().equals("1"));
  }
}

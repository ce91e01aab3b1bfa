package dev.tidemill.wire;

import dev.tidemill.redis.Arguments;
import dev.tidemill.redis.LuaScript;
import dev.tidemill.redis.Reply;

/**
 * One call of one Lua script: it knows its queue, how its arguments are written and how its reply
 * is read.
 */
public interface Script<R> {

  /** The script's text. */
  LuaScript lua();

  /** A key of the queue: it decides where in a cluster the script runs. */
  String key();

  /** The arguments in the order that the script's head tells. */
  Arguments arguments();

  /** Reads what Redis answered. */
  R read(Reply reply);
}

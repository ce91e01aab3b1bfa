package dev.tidemill.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes hashes and runs a script on them, in one transaction: nobody sees them between the two.
 *
 * <p>A script reads every byte of its arguments; what it only has to put somewhere costs Redis less
 * when a plain command has written it.
 *
 * @param hashes the arguments of {@code HSET}, one each
 * @param call the script
 */
record HashesAndScript(List<Arguments> hashes, ScriptCall call) {

  /**
   * Has it carried out.
   *
   * @return the script's reply; null when nothing was carried out since Redis refused a part
   * @throws ConnectionLost when there is no answer
   */
  @Nullable Reply over(RedisConnection connection) {
    Reply reply = exchange(connection, "EVALSHA", call.byDigest());
    if (reply != null && isUnknownScript(reply)) {
      reply = exchange(connection, "EVAL", call.byText()); // the hashes are written over
    }
    String error = reply == null ? null : reply.error();
    if (error != null) {
      throw new CommandRejected(
          call.what() + " was refused: " + error, new IllegalStateException(error));
    }
    return reply;
  }

  private static boolean isUnknownScript(Reply reply) {
    return String.valueOf(reply.error()).contains("NOSCRIPT");
  }

  private @Nullable Reply exchange(RedisConnection connection, String command, byte[][] script) {
    write(connection, "MULTI");
    hashes.forEach(hash -> write(connection, "HSET", hash.toArray()));
    write(connection, command, script);
    write(connection, "EXEC");
    boolean begun = read(connection).error() == null;
    hashes.forEach(hash -> read(connection));
    Reply alone = read(connection);
    Reply together = read(connection);
    if (!begun) { // a user who may not: each was carried out by itself, and the script's word holds
      return alone.error() == null || isUnknownScript(alone) ? alone : null;
    }
    return together.list().isEmpty() ? null : together.list().getLast();
  }

  private void write(RedisConnection connection, String command, byte[]... arguments) {
    connection.write(call.what(), command, arguments, RedisConnection.REPLY_LIMIT);
  }

  /** All answers are read, also errors, so that the connection is of use afterwards. */
  private Reply read(RedisConnection connection) {
    try {
      return connection.read(call.what());
    } catch (CommandRejected refused) {
      return new Reply(refused);
    }
  }
}

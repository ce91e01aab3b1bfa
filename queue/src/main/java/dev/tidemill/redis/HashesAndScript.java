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
    if (reply != null && String.valueOf(reply.error()).startsWith("NOSCRIPT")) {
      reply = exchange(connection, "EVAL", call.byText()); // the hashes are written over
    }
    if (reply != null && reply.error() != null) {
      throw new CommandRejected(
          call.what() + " was refused: " + reply.error(), new IllegalStateException(reply.error()));
    }
    return reply;
  }

  private @Nullable Reply exchange(RedisConnection connection, String command, byte[][] script) {
    connection.write(call.what(), "MULTI", new byte[0][], RedisConnection.REPLY_LIMIT);
    for (Arguments hash : hashes) {
      connection.write(call.what(), "HSET", hash.toArray(), RedisConnection.REPLY_LIMIT);
    }
    connection.write(call.what(), command, script, RedisConnection.REPLY_LIMIT);
    connection.write(call.what(), "EXEC", new byte[0][], RedisConnection.REPLY_LIMIT);
    boolean accepted = true;
    for (int n = 0; n < hashes.size() + 2; n++) {
      accepted &= isAccepted(connection);
    }
    List<Reply> answers = List.of();
    try {
      answers = connection.read(call.what()).list();
    } catch (CommandRejected refused) {
      accepted = false;
    }
    return accepted && !answers.isEmpty() ? answers.getLast() : null;
  }

  /** All answers are read, so that the connection is of use afterwards. */
  private boolean isAccepted(RedisConnection connection) {
    try {
      connection.read(call.what());
      return true;
    } catch (CommandRejected refused) {
      return false;
    }
  }
}

package dev.tidemill.interop;

import dev.tidemill.redis.RedisConnection;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.redis.Reply;
import dev.tidemill.testkit.TestRedis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where one side of a {@link Duel} plays. */
record Side(RedisUri uri, RedisConnection redis, String prefix) {

  private static final String GHOSTS =
      """
      for key, range in pairs({ wait = 'LRANGE', paused = 'LRANGE', delayed = 'ZRANGE', prioritized = 'ZRANGE' }) do
        for _, id in ipairs(redis.call(range, ARGV[1] .. key, 0, -1)) do
          if redis.call('EXISTS', ARGV[1] .. id) == 0 then return 1 end
        end
      end
      return 0
      """;

  /** The clock of Redis itself does not leap, so that times to live do. */
  private static final String AGE =
      """
      for _, key in ipairs(redis.call('KEYS', ARGV[1] .. ':*')) do
        local left = redis.call('PTTL', key)
        if left >= 0 then
          redis.call('PEXPIRE', key, left - ARGV[2]) -- which deletes a key that has none left
        end
      end
      """;

  static Side of(TestRedis server, String prefix) {
    return of(RedisUri.parse(server.uri()), prefix);
  }

  static Side of(RedisUri uri, String prefix) {
    return new Side(uri, new RedisConnection(uri, ""), prefix);
  }

  Reply call(String command, String key, String... more) {
    List<String> arguments = new ArrayList<>(List.of(prefix + ":" + Duel.QUEUE + ":" + key));
    Collections.addAll(arguments, more);
    return redis.call(command, arguments.toArray(String[]::new));
  }

  List<String> keys() {
    return redis.call("KEYS", prefix + ":*").list().stream().map(Reply::text).toList();
  }

  /** Whether a job is in line or delayed whose hash is gone. */
  boolean hasGhosts() {
    return redis.call("EVAL", GHOSTS, "0", prefix + ":" + Duel.QUEUE + ":").number() == 1;
  }

  /** Lets what is to expire come nearer, or go, as time that leaps does not. */
  void age(long millis) {
    redis.call("EVAL", AGE, "0", prefix, Long.toString(millis));
  }

  void clear(String part) {
    keys().stream().filter(key -> key.contains(part)).forEach(key -> redis.call("DEL", key));
  }
}

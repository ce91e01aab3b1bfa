package dev.tidemill.server;

import dev.tidemill.pool.PoolBusy;
import dev.tidemill.pool.handler.HandlerFailed;
import dev.tidemill.pool.source.SourceFailed;
import dev.tidemill.pool.state.NewerState;
import dev.tidemill.redis.RedisException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * A Redis that was named and is not there yet: while the page says so it is looked for once a
 * second, and then the pool starts.
 *
 * @param mill with that Redis
 * @param start whether the pool is to start then
 * @param err where it is told
 */
record LateRedis(Mill mill, boolean start, PrintWriter err) {

  void await() {
    say(
        "Redis "
            + mill.redis().where()
            + " cannot be reached. Start it, and all goes on by itself; or end this and correct"
            + " --redis-url, or leave it out to use a Redis of our own.");
    Thread.ofPlatform().daemon().name("tidemill-redis-wait").start(this::look);
  }

  private void look() {
    try {
      while (!isThere()) {
        TimeUnit.SECONDS.sleep(1);
      }
      say("Redis " + mill.redis().where() + " is there now.");
    } catch (SourceFailed | HandlerFailed | PoolBusy | NewerState e) {
      say("The pool does not start: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isThere() {
    try {
      mill.redis().look();
      if (start) {
        mill.pool().start();
      }
      return true;
    } catch (RedisException e) {
      return false;
    }
  }

  private void say(String text) {
    err.println(text);
    err.flush();
  }
}

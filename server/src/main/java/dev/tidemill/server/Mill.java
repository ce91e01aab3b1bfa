package dev.tidemill.server;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.Keep;
import dev.tidemill.pool.Pool;
import dev.tidemill.pool.PoolOptions;
import dev.tidemill.pool.PoolOptionsBuilder;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.OnBadLine;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.TurnOrder;
import dev.tidemill.queue.QueueOptions;
import dev.tidemill.server.api.demo.Faults;
import dev.tidemill.server.api.health.PoolTimes;
import dev.tidemill.server.cli.CommandFailed;
import dev.tidemill.server.cli.ExitCode;
import dev.tidemill.server.cli.PoolConfig;
import dev.tidemill.server.cli.RedisConfig;
import java.time.InstantSource;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A pool with the Redis under it.
 *
 * @param redis closed last
 * @param queue the queue between both ends
 * @param pool not started yet
 * @param times that its workers take
 * @param faults what is made to go wrong in a demo, else null
 */
record Mill(
    RedisPlace redis, QueueOptions queue, Pool pool, PoolTimes times, @Nullable Faults faults)
    implements AutoCloseable {

  /**
   * Opens both.
   *
   * @throws CommandFailed when there is no Redis or an option cannot be used
   */
  static Mill open(RedisConfig where, PoolConfig what) {
    return over(RedisPlace.open(where), where, what, null);
  }

  /** The same for a server, which waits for a Redis that is not there yet. */
  static Mill serving(RedisConfig where, PoolConfig what) {
    return over(RedisPlace.openOrAwait(where), where, what, null);
  }

  /** As {@link #serving}, with faults that can be switched on. */
  static Mill demo(RedisConfig where, PoolConfig what) {
    return over(RedisPlace.openOrAwait(where), where, what, new Faults(InstantSource.system()));
  }

  private static Mill over(
      RedisPlace redis, RedisConfig where, PoolConfig what, @Nullable Faults faults) {
    try {
      PoolTimes times = PoolTimes.none();
      QueueOptions queue = new QueueOptions(redis.uri(), where.prefix(), where.queue());
      Handler named = handler(what);
      Handler whole = faults == null ? named : faults.around(named);
      Handler timed = times.around(whole, InstantSource.system());
      Pool pool =
          Pool.open(options(queue, redis, what, timed).turned(times.turns()::record).build());
      return new Mill(redis, queue, pool, times, faults);
    } catch (IllegalArgumentException e) {
      redis.close();
      throw new CommandFailed(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  private static PoolOptionsBuilder options(
      QueueOptions queue, RedisPlace redis, PoolConfig what, Handler handler) {
    PoolConfig.Ends ends = what.ends();
    OnBadLine onBadLine = ends.skipBadLines() ? OnBadLine.SKIP : OnBadLine.FAIL;
    return PoolOptions.builder(queue)
        .node(node(redis, what))
        .source(Sources.named(ends.source(), onBadLine))
        .handler(handler)
        .settings(settings(what.crew()).withMaxBacklog(what.pace().maxBacklog()))
        .pushInterval(what.pace().pushInterval())
        .limiter(what.pace().limiter())
        .jobs(jobs(what.jobs()))
        .threads(threads(what.platformThreads()));
  }

  private static Handler handler(PoolConfig what) {
    PoolConfig.Ends ends = what.ends();
    return Handlers.named(ends.handler(), what.pace().work(), ends.fsync());
  }

  /** Beside a command of the same machine it must not pass for that one come back. */
  private static String node(RedisPlace redis, PoolConfig what) {
    String name = what.node().replaceAll("[^\\w.-]", "-");
    return redis.owner() == 0 ? name : name + "-" + ProcessHandle.current().pid();
  }

  private static PoolSettings settings(PoolConfig.Crew crew) {
    return new PoolSettings(
            crew.limits(),
            crew.switchEvery(),
            crew.policy(),
            crew.lifo() ? TurnOrder.LIFO : TurnOrder.FIFO)
        .withTargetWait(crew.targetWait());
  }

  private static JobOptions jobs(PoolConfig.Jobs jobs) {
    JobOptions.Builder options =
        JobOptions.builder()
            .attempts(jobs.attempts())
            .removeOnComplete(Keep.none())
            .removeOnFail(jobs.keep());
    if (jobs.backoff() != null) {
      options.backoff(jobs.backoff());
    }
    return options.build();
  }

  private static ThreadFactory threads(boolean platform) {
    return platform
        ? Thread.ofPlatform().daemon().name("tidemill-worker-", 0).factory()
        : Thread.ofVirtual().name("tidemill-worker-", 0).factory();
  }

  @Override
  public void close() {
    try {
      pool.close();
    } finally {
      redis.close();
    }
  }
}

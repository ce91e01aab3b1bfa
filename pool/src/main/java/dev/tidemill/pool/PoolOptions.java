package dev.tidemill.pool;

import dev.tidemill.job.JobOptions;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.run.Orders;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.Limits;
import dev.tidemill.pool.state.PolicyKind;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.pool.state.PoolState;
import dev.tidemill.queue.QueueOptions;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * What a pool works on and how; {@link #builder} has the defaults.
 *
 * @param queue the queue between pushers and pullers
 * @param node this process's name, kept over restarts: what an earlier life left is taken up again
 * @param source where pushers get messages
 * @param handler what pullers do with them
 * @param settings of the plan; fixed with all seats on the other side when there is no source or no
 *     handler
 * @param jobs how every message is treated: attempts, backoff, what stays of it
 * @param threads makes the workers' threads
 * @param stopWithin how long a handler may go on when the pool stops, before it is interrupted
 * @param turned told how long each turn of a worker took, in nanoseconds
 */
public record PoolOptions(
    QueueOptions queue,
    String node,
    MessageSource source,
    Handler handler,
    PoolSettings settings,
    JobOptions jobs,
    ThreadFactory threads,
    Duration stopWithin,
    LongConsumer turned) {

  /** Checks the options and gives all seats to one side when the other has nothing to do. */
  public PoolOptions {
    if (!node.matches("[\\w.-]+")) {
      throw new IllegalArgumentException(
          "node name '" + node + "' cannot be used: give letters, digits, dots and hyphens");
    }
    settings = oneSided(settings, source, handler);
  }

  /** Gives all seats to one side when the other has nothing to do. */
  static PoolSettings oneSided(PoolSettings asked, MessageSource source, Handler handler) {
    boolean noSource = Sources.isNone(source);
    boolean noHandler = Handlers.isNone(handler);
    if (noSource && noHandler) {
      throw new IllegalArgumentException(
          "source and handler are both none: name at least one of them");
    }
    if (!noSource && !noHandler) {
      return asked;
    }
    Limits limits =
        noSource
            ? new Limits(0, asked.limits().maxPullers())
            : new Limits(asked.limits().maxPushers(), 0);
    return asked.withPolicy(PolicyKind.FIXED).withLimits(limits);
  }

  Orders orders(UnaryOperator<PoolState> due) {
    Orders.Work work = new Orders.Work(source, handler);
    Orders.Plan plan = new Orders.Plan(settings, due);
    return new Orders(queue, node, work, plan, jobs, stopWithin);
  }

  /** A builder for a pool on that queue. */
  public static PoolOptionsBuilder builder(QueueOptions queue) {
    return new PoolOptionsBuilder(queue);
  }
}

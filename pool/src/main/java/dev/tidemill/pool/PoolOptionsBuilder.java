package dev.tidemill.pool;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.RateLimit;
import dev.tidemill.pool.handler.Handler;
import dev.tidemill.pool.handler.Handlers;
import dev.tidemill.pool.source.MessageSource;
import dev.tidemill.pool.source.Sources;
import dev.tidemill.pool.state.PoolSettings;
import dev.tidemill.queue.QueueOptions;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Collects {@link PoolOptions}, which tell what each means. Not thread-safe. */
public final class PoolOptionsBuilder {

  private final QueueOptions queue;
  private String node = "local";
  private MessageSource source = Sources.generate();
  private Handler handler = Handlers.complete(Duration.ZERO);
  private PoolSettings settings = PoolSettings.DEFAULTS;
  private @Nullable Duration pushInterval;
  private @Nullable RateLimit limiter;
  private JobOptions jobs = JobOptions.defaults();
  private ThreadFactory threads = Thread.ofVirtual().name("tidemill-worker-", 0).factory();
  private Duration stopWithin = Duration.ofSeconds(10);
  private LongConsumer turned = nanos -> {};

  PoolOptionsBuilder(QueueOptions queue) {
    this.queue = queue;
  }

  /** Sets this process's name; {@code local} unless set. */
  public PoolOptionsBuilder node(String name) {
    node = name;
    return this;
  }

  /** Sets where pushers get messages; {@code generate} unless set. */
  public PoolOptionsBuilder source(MessageSource from) {
    source = from;
    return this;
  }

  /** Sets what pullers do with messages; {@code complete} unless set. */
  public PoolOptionsBuilder handler(Handler with) {
    handler = with;
    return this;
  }

  /** Sets limits, messages per switch, policy, turn order and times. */
  public PoolOptionsBuilder settings(PoolSettings value) {
    settings = value;
    return this;
  }

  /** Sets how long a pusher waits between two messages, whatever the settings say. */
  public PoolOptionsBuilder pushInterval(Duration value) {
    pushInterval = value;
    return this;
  }

  /**
   * Sets how many jobs of the queue may start in a window, unless null, whatever the settings say.
   */
  public PoolOptionsBuilder limiter(@Nullable RateLimit value) {
    limiter = value;
    return this;
  }

  /**
   * Sets how every message is treated. What stays of a completed one is nothing, and of failed ones
   * the newest 1000, unless the options say so.
   */
  public PoolOptionsBuilder jobs(JobOptions value) {
    jobs = value;
    return this;
  }

  /** Sets what makes the workers' threads; virtual ones unless set. */
  public PoolOptionsBuilder threads(ThreadFactory value) {
    threads = value;
    return this;
  }

  /** Sets how long a handler may go on when the pool stops; 10 s unless set. */
  public PoolOptionsBuilder stopWithin(Duration value) {
    stopWithin = value;
    return this;
  }

  /**
   * Sets who is told how many nanoseconds each turn took: from the decision until the worker looked
   * for work in its new role. Called on the worker's own thread; must not throw.
   */
  public PoolOptionsBuilder turned(LongConsumer value) {
    turned = value;
    return this;
  }

  /**
   * The options collected.
   *
   * @throws IllegalArgumentException when one cannot be used; the message says why
   */
  public PoolOptions build() {
    PoolSettings paced = pushInterval == null ? settings : settings.withPushInterval(pushInterval);
    PoolSettings limited = limiter == null ? paced : paced.withLimiter(limiter);
    return new PoolOptions(
        queue, node, source, handler, limited, jobs, threads, stopWithin, turned);
  }
}

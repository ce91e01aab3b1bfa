package dev.tidemill.worker;

import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisUri;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects {@link FeedOptions}, which tell what each means. Not thread-safe. */
public final class FeedOptionsBuilder {

  private final RedisUri redis;
  private final String prefix;
  private final String queue;
  private String owner = UUID.randomUUID().toString();
  private long epoch;
  private boolean ledger;
  private String name = "";
  private @Nullable RateLimit limiter;
  private Duration lock = Duration.ofSeconds(30);
  private boolean renews = true;
  private Duration sweep = Duration.ofSeconds(30);
  private boolean sweeps = true;
  private int maxStalled = 1;
  private int maxStarted;
  private Duration drainDelay = Duration.ofSeconds(5);
  private Keep removeOnComplete = Keep.all();
  private Keep removeOnFail = Keep.all();
  private int metrics;
  private Greeting greeting = Greeting.NONE;
  private InstantSource clock = InstantSource.system();

  FeedOptionsBuilder(RedisUri redis, String prefix, String queue) {
    this.redis = redis;
    this.prefix = prefix;
    this.queue = queue;
  }

  /** Sets who claims, and in which of its lives. */
  public FeedOptionsBuilder owner(String who, long life) {
    owner = who;
    epoch = life;
    return this;
  }

  /** Has the ledger beside the queue count what is settled. */
  public FeedOptionsBuilder ledger(boolean counts) {
    ledger = counts;
    return this;
  }

  /** Sets under which name others list the consumer. */
  public FeedOptionsBuilder name(String value) {
    name = value;
    return this;
  }

  /** Sets whether locks are renewed and stalled jobs looked for. */
  public FeedOptionsBuilder chores(boolean renewLocks, boolean sweepStalled) {
    renews = renewLocks;
    sweeps = sweepStalled;
    return this;
  }

  /** Sets how long one wait for jobs lasts when none is known of. */
  public FeedOptionsBuilder drainDelay(Duration value) {
    drainDelay = value;
    return this;
  }

  /** Sets how many jobs may start in a window. */
  public FeedOptionsBuilder limiter(@Nullable RateLimit value) {
    limiter = value;
    return this;
  }

  /** Sets how long a claim holds without renewal. */
  public FeedOptionsBuilder lock(Duration value) {
    lock = value;
    return this;
  }

  /** Sets how often stalled jobs are looked for, and how often one may stall. */
  public FeedOptionsBuilder sweep(Duration interval, int mostStalls) {
    sweep = interval;
    maxStalled = mostStalls;
    return this;
  }

  /** Sets how often a job may start in all. */
  public FeedOptionsBuilder maxStarted(int value) {
    maxStarted = value;
    return this;
  }

  /** Sets what stays of completed jobs. */
  public FeedOptionsBuilder removeOnComplete(Keep value) {
    removeOnComplete = value;
    return this;
  }

  /** Sets what stays of failed jobs. */
  public FeedOptionsBuilder removeOnFail(Keep value) {
    removeOnFail = value;
    return this;
  }

  /** Sets for how many minutes finished jobs are counted. */
  public FeedOptionsBuilder metrics(int minutes) {
    metrics = minutes;
    return this;
  }

  /** Sets what is said first on each connection. */
  public FeedOptionsBuilder greeting(Greeting value) {
    greeting = value;
    return this;
  }

  /** Sets the clock for all that is stored. */
  public FeedOptionsBuilder clock(InstantSource value) {
    clock = value;
    return this;
  }

  /** The options collected. */
  public FeedOptions build() {
    return new FeedOptions(
        redis,
        prefix,
        queue,
        owner,
        epoch,
        ledger,
        name,
        limiter,
        lock,
        renews,
        sweep,
        sweeps,
        maxStalled,
        maxStarted,
        drainDelay,
        removeOnComplete,
        removeOnFail,
        metrics,
        greeting,
        clock);
  }
}

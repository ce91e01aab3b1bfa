package dev.tidemill.worker;

import dev.tidemill.input.InvalidName;
import dev.tidemill.input.InvalidOption;
import dev.tidemill.job.Keep;
import dev.tidemill.job.RateLimit;
import dev.tidemill.redis.Greeting;
import dev.tidemill.redis.RedisUri;
import dev.tidemill.wire.QueueKeys;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link JobFeed} claims and settles.
 *
 * @param redis where the queue is
 * @param prefix of the queue
 * @param queue its name
 * @param owner who claims: a name that lasts over restarts, or a new one each time
 * @param epoch which of the owner's lives this is; 0 for an owner that has only one
 * @param ledger whether the ledger beside the queue counts what is settled
 * @param name under which others list the consumer, or empty
 * @param limiter how many may start in a window, or null
 * @param lock how long a claim holds without renewal
 * @param renews whether locks are renewed
 * @param sweep how often stalled jobs are looked for
 * @param sweeps whether they are
 * @param maxStalled how often a job may stall before it fails
 * @param maxStarted how often a job may start in all before it fails; 0 for any number
 * @param drainDelay how long one wait for jobs lasts when none is known of
 * @param removeOnComplete what stays of a completed job that does not say so itself
 * @param removeOnFail what stays of a failed job that does not say so itself
 * @param metrics for how many minutes finished jobs are counted; 0 for not at all
 * @param greeting said first on each connection
 * @param clock for all that is stored
 */
public record FeedOptions(
    RedisUri redis,
    String prefix,
    String queue,
    String owner,
    long epoch,
    boolean ledger,
    String name,
    @Nullable RateLimit limiter,
    Duration lock,
    boolean renews,
    Duration sweep,
    boolean sweeps,
    int maxStalled,
    int maxStarted,
    Duration drainDelay,
    Keep removeOnComplete,
    Keep removeOnFail,
    int metrics,
    Greeting greeting,
    InstantSource clock) {

  /** Checks the bounds. */
  public FeedOptions {
    if (!owner.matches("[\\w.-]+")) {
      throw new InvalidName(
          "owner '" + owner + "' cannot be used: give letters, digits, dots and hyphens");
    }
    if (lock.toMillis() < 100) {
      throw new InvalidOption("lock is " + lock + ": give at least 100 ms");
    }
    if (sweep.toMillis() < 1) {
      throw new InvalidOption("sweep is " + sweep + ": give a positive duration");
    }
    if (drainDelay.toMillis() < 1) {
      throw new InvalidOption("drainDelay is " + drainDelay + ": give a positive duration");
    }
  }

  /** A builder with BullMQ's defaults. */
  public static FeedOptionsBuilder builder(RedisUri redis, String prefix, String queue) {
    return new FeedOptionsBuilder(redis, prefix, queue);
  }

  QueueKeys keys() {
    return new QueueKeys(prefix, queue);
  }

  /** Under which name the connection that waits for jobs is known. */
  String clientName() {
    return keys().clientName(name);
  }

  /** What the tokens of all the owner's lives begin with. */
  String ownerStem() {
    return owner + ":";
  }

  /** What the tokens of this life begin with. */
  String tokenStem() {
    return owner + ":" + epoch + ":";
  }

  /**
   * What is told to the job as the name of the worker that has it: with the owner when that lasts.
   */
  String workerName(String worker) {
    return worker.isEmpty() || epoch == 0 ? worker : ownerName() + worker;
  }

  /** What the names of the owner's workers begin with. */
  String ownerName() {
    return owner + "/";
  }
}

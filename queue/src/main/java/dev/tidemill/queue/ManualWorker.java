package dev.tidemill.queue;

import dev.tidemill.event.WorkerListener;
import dev.tidemill.input.InvalidPayload;
import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.Job;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.TimeBound;
import dev.tidemill.redis.SharedConnection;
import dev.tidemill.wire.ExtendLocks;
import dev.tidemill.wire.QueueKeys;
import dev.tidemill.wire.ScriptRunner;
import dev.tidemill.worker.Claim;
import dev.tidemill.worker.JobFeed;
import dev.tidemill.worker.Settled;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that takes a job when it is asked to and hears of its outcome when somebody tells it:
 * no handler, no slots.
 *
 * <p>The lock of a job is renewed until the job is settled here, or its token is refused; with
 * {@link WorkerOptions#renewLocks} off {@link #extendLock} does that by hand. Whoever knows a job's
 * id and token may settle it, in another process too.
 *
 * <p><b>Threading:</b> any thread. <b>Delivery:</b> at least once.
 */
public final class ManualWorker implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(1); // for a call that is under way

  private final WorkerOptions options;
  private final QueueKeys keys;
  private final SharedConnection asking;
  private final JobFeed feed;

  private ManualWorker(WorkerOptions options) {
    QueueOptions queue = options.queue();
    this.options = options;
    this.keys = new QueueKeys(queue.prefix(), queue.name());
    this.asking = new SharedConnection(queue.redis(), "", Opening.looking(queue));
    this.feed = JobFeed.open(options.feed());
  }

  /** A worker that takes nothing by itself; how many jobs it holds at once is its user's to say. */
  public static ManualWorker open(WorkerOptions options) {
    return new ManualWorker(options);
  }

  /** Has a listener told what happens from now on. */
  public ManualWorker listener(WorkerListener listener) {
    feed.addListener(listener);
    return this;
  }

  /**
   * Takes the next job; null when there is none to take at the moment, or the queue is paused.
   * Waits for Redis when that is away.
   */
  public @Nullable ActiveJob take() throws InterruptedException {
    return answer(feed.claimOnce(options.name()), Duration.ofDays(365));
  }

  /**
   * Waits for a job and takes it; null when there is none in time. When Redis has been asked by
   * then and does not answer, it waits a second more; a job that was given to us all the same goes
   * back in line.
   */
  public @Nullable ActiveJob take(Duration atMost) throws InterruptedException {
    return answer(feed.claim(options.name()), atMost);
  }

  private @Nullable ActiveJob answer(Claim claim, Duration atMost) throws InterruptedException {
    try {
      if (!claim.isAnsweredWithin(TimeBound.atMost(atMost))) {
        claim.cancel();
        if (!claim.isAnsweredWithin(GRACE)) {
          claim.whenTaken(this::handBack);
          return null;
        }
      }
      return claim.await();
    } catch (InterruptedException e) {
      claim.cancel();
      claim.whenTaken(this::handBack);
      throw e;
    }
  }

  private void handBack(ActiveJob job) {
    var unused = feed.settle(job, new Outcome.HandedBack());
  }

  /**
   * A job that somebody has taken under that token, to be settled here; null when there is none of
   * that id.
   *
   * @throws dev.tidemill.redis.RedisException when Redis did not answer
   */
  public @Nullable ActiveJob taken(String id, String token) {
    Map<String, String> fields = asking.call("HGETALL", keys.job(id)).fields();
    return fields.isEmpty() ? null : new ActiveJob(new Job(id, fields), token);
  }

  /**
   * Tells how a job ended and waits until Redis knows.
   *
   * @return false when it was refused: the job is no longer ours
   * @throws InvalidPayload when a result is no JSON; the job is still to be settled
   * @throws OutcomeUnknown when a reply was lost, or the worker was closed
   */
  public boolean settle(ActiveJob job, Outcome outcome) {
    return accepted(job, feed.settle(job, JsonCheck.checked(job.job(), outcome)).join());
  }

  /**
   * As {@link #settle} without a thread that waits; the stage is completed on a virtual thread, and
   * by {@link OutcomeUnknown} when that is so.
   */
  public CompletionStage<Boolean> settleAsync(ActiveJob job, Outcome outcome) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    try {
      JsonCheck.checked(job.job(), outcome);
    } catch (InvalidPayload e) {
      return CompletableFuture.failedStage(e);
    }
    var unused =
        feed.settle(job, outcome)
            .thenAcceptAsync(
                settled -> {
                  try {
                    answer.complete(accepted(job, settled));
                  } catch (OutcomeUnknown e) {
                    answer.completeExceptionally(e);
                  }
                },
                Thread::startVirtualThread);
    return answer;
  }

  private boolean accepted(ActiveJob job, Settled settled) {
    return switch (settled) {
      case DONE -> true;
      case LOST -> false;
      case UNKNOWN ->
          throw new OutcomeUnknown(
              "Settling job %s of %s was not answered: look at its state"
                  .formatted(job.job().id(), keys.called()));
    };
  }

  /**
   * Gives a job its lock anew; for jobs taken elsewhere too.
   *
   * @return false when the token is no longer the job's
   * @throws dev.tidemill.redis.RedisException when Redis did not answer
   */
  public boolean extendLock(String id, String token, Duration lock) {
    ExtendLocks call =
        new ExtendLocks(keys, Map.of(id, token), TimeBound.positive("lock", lock).toMillis());
    return ScriptRunner.run(call, asking).isEmpty();
  }

  /** As {@link #close()}, but waits until what was taken is settled, and then hands back. */
  public void close(Duration deadline) {
    feed.close(TimeBound.atMost(deadline));
    asking.close();
  }

  /** Ends it; jobs that were taken and not settled go back in line at once. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}

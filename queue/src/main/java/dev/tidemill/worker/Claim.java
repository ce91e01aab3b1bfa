package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A free slot that asks for one job.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Claim {

  final String worker;
  final QuickJobs.@Nullable Quick quick;
  private final Desk desk;
  private final CompletableFuture<@Nullable ActiveJob> answer = new CompletableFuture<>();
  boolean cancelled; // guarded by the desk's lock
  boolean once; // guarded by the desk's lock: answered by the next look, with a job or nothing

  Claim(Desk desk, String worker, QuickJobs.@Nullable Quick quick) {
    this.desk = desk;
    this.worker = worker;
    this.quick = quick;
  }

  /**
   * Waits for a job; null when the claim was cancelled or the feed is closed.
   *
   * @throws InterruptedException when interrupted; the claim stands, and may be awaited again
   */
  public @Nullable ActiveJob await() throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a claim is answered, never failed", e);
    }
  }

  /** Waits until it is answered; false when the time is up first. */
  public boolean isAnsweredWithin(Duration atMost) throws InterruptedException {
    try {
      var unused = answer.get(TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a claim is answered, never failed", e);
    }
  }

  /** Has something done with the job it brings, if it brings one. */
  public void whenTaken(Consumer<ActiveJob> action) {
    var unused =
        answer.thenAccept(
            job -> {
              if (job != null) {
                action.accept(job);
              }
            });
  }

  /**
   * Takes the claim back. One that is being answered right now may still bring a job, which {@link
   * #await} then tells.
   */
  public void cancel() {
    desk.cancel(this);
  }

  boolean isAnswered() {
    return answer.isDone();
  }

  void answer(@Nullable ActiveJob job) {
    answer.complete(job);
  }
}

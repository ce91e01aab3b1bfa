package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

  /**
   * Takes the claim back. One that is being answered right now may still bring a job, which {@link
   * #await} then tells.
   */
  public void cancel() {
    desk.cancel(this);
  }

  void answer(@Nullable ActiveJob job) {
    answer.complete(job);
  }
}

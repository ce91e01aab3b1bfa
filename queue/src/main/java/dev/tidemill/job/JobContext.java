package dev.tidemill.job;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is given: the job, the terms on which it has it, and what it may do to it.
 *
 * <p>What is done to the job is written at once; {@link #job} goes on telling what it was when it
 * was claimed. All but the plain accessors ask Redis, and throw when it does not answer or when the
 * job is gone.
 *
 * <p><b>Threading:</b> any thread, as long as the handler has not ended.
 *
 * @param active the job as claimed
 * @param powers carries out what is done to the job
 */
public record JobContext(ActiveJob active, JobPowers powers) {

  /** The job as it was claimed. */
  public Job job() {
    return active.job();
  }

  /** Under which it was claimed: unique for ever, so it can fence what the handler writes. */
  public String token() {
    return active.token();
  }

  /** Which attempt this is, 1 for the first. */
  public int attempt() {
    return active.job().attemptsMade() + 1;
  }

  /**
   * Whether the handler is to stop: somebody cancelled the job, or it is no longer ours. What comes
   * of a job that was cancelled is the handler's to say; see {@link #isLost}.
   */
  public boolean isCancelled() {
    return active.cancelReason() != null;
  }

  /** Why the handler is to stop, or null when it is not. */
  public @Nullable String cancelReason() {
    return active.cancelReason();
  }

  /**
   * Has something done once the handler is to stop, or now if it is.
   *
   * <p><b>Threading:</b> on the thread of whoever cancels; be quick. What it throws is logged.
   */
  public void whenCancelled(Runnable action) {
    active.whenCancelled(action);
  }

  /** Whether the job is no longer ours: what the handler does from now on counts for nothing. */
  public boolean isLost() {
    return active.lockLost();
  }

  /**
   * Replaces the job's payload: the way to remember, for the next attempt, which steps are done.
   *
   * @param json stored byte for byte
   * @throws dev.tidemill.input.InvalidPayload when it is no JSON
   */
  public void updateData(String json) {
    powers.updateData(json);
  }

  /**
   * Says how far the job is; whoever listens to the queue's events hears it.
   *
   * @param json any JSON text
   * @throws dev.tidemill.input.InvalidPayload when it is none
   */
  public void updateProgress(String json) {
    powers.updateProgress(json);
  }

  /** Adds a line to the job's log; answers how many lines it has now. */
  public long log(String line) {
    return powers.log(line);
  }

  /** Has the job not tried again should this attempt fail, whatever attempts are left. */
  public void discard() {
    active.discard();
  }

  /**
   * Goes on when the job has no child that is to finish. Otherwise it ends this attempt, which is
   * not counted, by an exception that the handler lets pass; the job is taken again once its
   * children have ended.
   *
   * @throws WaitingChildrenException when there is something to wait for
   * @throws UnrecoverableException when a child failed that takes the job with it
   */
  public void waitForChildren() {
    waitForChild("");
  }

  /**
   * As {@link #waitForChildren()}, but goes on when that one child is not among those that are to
   * finish; the job then waits for all of them all the same.
   *
   * @param key the full key of its hash, such as {@code bull:queue:7}; empty for any child
   */
  public void waitForChild(String key) {
    if (powers.hasPendingChildren(key)) {
      throw new WaitingChildrenException(key);
    }
  }

  /** The results of the children that have completed, as JSON text by the full key of each. */
  public Map<String, String> childrenValues() {
    return powers.childrenValues();
  }

  /** Why those children failed that the job was to go on without, by the full key of each. */
  public Map<String, String> ignoredChildrenFailures() {
    return powers.ignoredChildrenFailures();
  }
}

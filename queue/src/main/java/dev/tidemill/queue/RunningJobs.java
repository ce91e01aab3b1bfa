package dev.tidemill.queue;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.JobContext;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The jobs that a {@link Worker} runs, and how they are asked to stop.
 *
 * <p>A handler learns of it from its {@link JobContext}: what comes of the job is then the
 * handler's to say, by what it returns or throws. Its thread is interrupted only by the methods
 * that say so.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class RunningJobs {

  private final Supplier<Collection<ActiveJob>> held;

  RunningJobs(Supplier<Collection<ActiveJob>> held) {
    this.held = held;
  }

  /** Their ids at this moment. */
  public Set<String> ids() {
    return held.get().stream().map(active -> active.job().id()).collect(Collectors.toSet());
  }

  /**
   * Asks one to stop.
   *
   * @return false when it does not run here, has ended, or was asked before
   */
  public boolean cancel(String id, String reason) {
    return held.get().stream()
        .filter(active -> active.job().id().equals(id))
        .anyMatch(active -> active.cancel(reason));
  }

  /** As {@link #cancel}, and interrupts its thread; also one that was asked before. */
  public boolean interrupt(String id, String reason) {
    boolean asked = cancel(id, reason);
    held.get().stream()
        .filter(active -> active.job().id().equals(id))
        .forEach(ActiveJob::interrupt);
    return asked;
  }

  /** Asks all to stop; answers how many were asked. */
  public int cancelAll(String reason) {
    return (int) held.get().stream().filter(active -> active.cancel(reason)).count();
  }

  /** As {@link #cancelAll}, and interrupts their threads. */
  public int interruptAll(String reason) {
    int asked = cancelAll(reason);
    held.get().forEach(ActiveJob::interrupt);
    return asked;
  }
}

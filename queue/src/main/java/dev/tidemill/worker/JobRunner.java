package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.BackoffStrategy;
import dev.tidemill.job.Job;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobPowers;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.OutcomeHandler;
import dev.tidemill.job.StepException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a handler on one job and makes an outcome of whatever happens. */
public final class JobRunner {

  private final OutcomeHandler handler;
  private final Function<ActiveJob, JobPowers> powers;
  private final Failures failures;

  /**
   * Runs that handler.
   *
   * @param powers what it may do to each job
   * @param backoff the user's own, or null
   */
  public JobRunner(
      OutcomeHandler handler,
      Function<ActiveJob, JobPowers> powers,
      @Nullable BackoffStrategy backoff) {
    this.handler = handler;
    this.powers = powers;
    this.failures = new Failures(backoff);
  }

  /** Runs it on the calling thread, which is interrupted when the job is lost. Never throws. */
  public Outcome run(ActiveJob active) {
    Outcome outcome = attempt(active);
    if (active.isDiscarded() && outcome instanceof Outcome.Failed failed) {
      return new Outcome.Failed(failed.reason(), failed.stacktrace(), false);
    }
    return outcome;
  }

  private Outcome attempt(ActiveJob active) {
    Thread own = Thread.currentThread();
    active.whenLost(own::interrupt);
    try {
      JobContext context = new JobContext(active, powers.apply(active));
      return Objects.requireNonNull(handler.handle(context), "the handler answered no outcome");
    } catch (Throwable e) { // one of three places that catch all: a handler may throw anything
      return outcome(active.job(), e);
    } finally {
      active.whenLost(() -> {});
      Thread.interrupted(); // an interruption was meant for the handler
    }
  }

  private Outcome outcome(Job job, Throwable thrown) {
    try {
      return thrown instanceof StepException step ? step.outcome() : failures.of(job, thrown);
    } catch (RuntimeException | Error odd) { // as the job's options may be; this never fails
      return Outcome.Failed.of(thrown);
    }
  }

  /** The failure of a job that was never run. */
  static Outcome notRun(String reason) {
    return new Outcome.Failed(reason, List.of(), false);
  }
}

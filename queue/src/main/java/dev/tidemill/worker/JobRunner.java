package dev.tidemill.worker;

import dev.tidemill.job.ActiveJob;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.UnrecoverableException;
import java.util.List;

/** Runs a handler on one job and makes an outcome of whatever happens. */
public final class JobRunner {

  private final JobHandler handler;

  /** Runs that handler. */
  public JobRunner(JobHandler handler) {
    this.handler = handler;
  }

  /** Runs it on the calling thread, which is interrupted when the job is lost. Never throws. */
  public Outcome run(ActiveJob active) {
    Thread own = Thread.currentThread();
    active.whenLost(own::interrupt);
    try {
      return new Outcome.Completed(handler.handle(new JobContext(active)));
    } catch (UnrecoverableException e) {
      Outcome.Failed failed = Outcome.Failed.of(e);
      return new Outcome.Failed(failed.reason(), failed.stacktrace(), false);
    } catch (Throwable e) { // one of three places that catch all: a handler may throw anything
      return Outcome.Failed.of(e);
    } finally {
      active.whenLost(() -> {});
      Thread.interrupted(); // an interruption was meant for the handler
    }
  }

  /** The failure of a job that was never run. */
  static Outcome notRun(String reason) {
    return new Outcome.Failed(reason, List.of(), false);
  }
}

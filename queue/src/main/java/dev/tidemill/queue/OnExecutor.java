package dev.tidemill.queue;

import dev.tidemill.job.JobContext;
import dev.tidemill.job.Outcome;
import dev.tidemill.job.OutcomeHandler;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a handler on an executor of the user's while the slot waits for it.
 *
 * <p><b>Threading:</b> as the handler. Who waits is interrupted in its place, and passes that on.
 */
record OnExecutor(Executor executor, OutcomeHandler handler) implements OutcomeHandler {

  @Override
  public Outcome handle(JobContext context) throws Exception {
    Run run = new Run(new FutureTask<>(() -> handler.handle(context)));
    executor.execute(run);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return run.task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          run.interrupt();
        }
      }
    } catch (CancellationException e) {
      throw new InterruptedException("the job was lost before the executor began with it");
    } catch (ExecutionException e) {
      throw thrown(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Exception thrown(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof Exception known ? known : e;
  }

  /** One job's handling. */
  private static final class Run implements Runnable {

    private final FutureTask<Outcome> task;
    private @Nullable Thread runner; // guarded by this, there while the handler runs
    private boolean interrupted; // guarded by this

    Run(FutureTask<Outcome> task) {
      this.task = task;
    }

    /** What has not begun never will. */
    synchronized void interrupt() {
      interrupted = true;
      if (runner == null) {
        task.cancel(false);
      } else {
        runner.interrupt();
      }
    }

    @Override
    public void run() {
      begin();
      try {
        task.run();
      } finally {
        end();
      }
    }

    private synchronized void begin() {
      runner = Thread.currentThread();
    }

    /** The thread goes on to somebody else's work: an interruption was meant for the handler. */
    private synchronized void end() {
      runner = null;
      if (interrupted) {
        Thread.interrupted();
      }
    }
  }
}

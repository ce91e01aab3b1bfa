package dev.tidemill.stream;

import dev.tidemill.event.JobEnding;
import dev.tidemill.event.QueueEvent;
import dev.tidemill.event.QueueEventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Those who wait until a job has ended.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Endings implements QueueEventListener {

  /** One who waits; told apart from others who wait for the same job. */
  private static final class Wait {
    final CompletableFuture<JobEnding> answer = new CompletableFuture<>();
  }

  private final Map<String, List<Wait>> waiting = new ConcurrentHashMap<>();

  /** Begins to wait; an answer that is done or cancelled is forgotten. */
  public CompletableFuture<JobEnding> await(String jobId) {
    Wait wait = new Wait();
    waiting.compute(
        jobId,
        (id, others) -> {
          List<Wait> all = others == null ? new ArrayList<>() : others;
          all.add(wait);
          return all;
        });
    var unused = wait.answer.whenComplete((ending, failure) -> forget(jobId, wait));
    return wait.answer;
  }

  private void forget(String jobId, Wait wait) {
    waiting.computeIfPresent(
        jobId,
        (id, all) -> {
          all.remove(wait);
          return all.isEmpty() ? null : all;
        });
  }

  @Override
  public void on(QueueEvent event) {
    if (event instanceof QueueEvent.Completed done) {
      end(done.jobId(), new JobEnding.Completed(done.returnValue()));
    } else if (event instanceof QueueEvent.Failed failed) {
      end(failed.jobId(), new JobEnding.Failed(failed.reason()));
    } else if (event instanceof QueueEvent.Removed removed) {
      end(removed.jobId(), new JobEnding.Gone());
    }
  }

  private void end(String jobId, JobEnding ending) {
    List<Wait> all = waiting.remove(jobId);
    if (all != null) {
      all.forEach(wait -> wait.answer.complete(ending));
    }
  }

  /** Ends every wait with nothing to tell. */
  public void close() {
    for (String jobId : List.copyOf(waiting.keySet())) {
      List<Wait> all = waiting.remove(jobId);
      if (all != null) {
        all.forEach(wait -> wait.answer.cancel(false));
      }
    }
  }
}

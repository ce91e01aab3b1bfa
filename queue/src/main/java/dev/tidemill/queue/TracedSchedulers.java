package dev.tidemill.queue;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.NextRun;
import dev.tidemill.job.Schedule;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts schedulers into a queue under spans. What ties to a span is put into the job that is made at
 * once, and goes on into those that follow it; the scheduler's template stays as it is.
 *
 * <p><b>Threading:</b> as {@link JobSchedulers}.
 */
public final class TracedSchedulers {

  private final Queue queue;
  private final Tracing tracing;

  private TracedSchedulers(Queue queue, Telemetry telemetry) {
    this.queue = queue;
    this.tracing = new Tracing(telemetry);
  }

  /** The schedulers of that queue, which is for its owner to close, told to that telemetry. */
  public static TracedSchedulers of(Queue queue, Telemetry telemetry) {
    return new TracedSchedulers(queue, telemetry);
  }

  /** As {@link JobSchedulers#upsert(String, Schedule)}. */
  public @Nullable NextRun upsert(String id, Schedule schedule) {
    return upsert(id, schedule, NewJob.of(id, "{}"));
  }

  /** As {@link JobSchedulers#upsert(String, Schedule, NewJob)}. */
  public @Nullable NextRun upsert(String id, Schedule schedule, NewJob template) {
    String name = queue.options().name();
    Optional<NextRun> made =
        tracing.under(
            Tracing.adding("add", name, name + "." + template.name()),
            span -> {
              JobSchedulers schedulers = queue.schedulers();
              NewJob filled = schedulers.filled(template);
              JobOptions first = Tracing.tied(filled.options(), span.metadata(), false);
              NextRun run = schedulers.upsert(id, schedule, filled, first);
              span.tell(
                  run == null
                      ? Map.of("bullmq.job.scheduler.id", id)
                      : Map.of("bullmq.job.scheduler.id", id, "bullmq.job.id", run.jobId()));
              return Optional.ofNullable(run);
            });
    return made.orElse(null);
  }
}

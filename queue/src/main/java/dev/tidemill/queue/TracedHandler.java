package dev.tidemill.queue;

import dev.tidemill.job.Job;
import dev.tidemill.job.JobContext;
import dev.tidemill.job.JobHandler;
import dev.tidemill.job.StepException;
import dev.tidemill.wire.StoredTrace;
import java.util.Map;

/**
 * Runs a handler under a span for each job, tied to the trace in which the job was added; a job
 * that fails keeps in its field {@code tm} what ties to that span, as BullMQ's own worker has it.
 *
 * <p><b>Threading:</b> as the handler.
 */
public final class TracedHandler implements JobHandler {

  private final QueueOptions queue;
  private final JobHandler handler;
  private final Telemetry telemetry;

  private TracedHandler(QueueOptions queue, JobHandler handler, Telemetry telemetry) {
    this.queue = queue;
    this.handler = handler;
    this.telemetry = telemetry;
  }

  /** That handler of that queue's jobs, told to that telemetry. */
  public static JobHandler of(QueueOptions queue, JobHandler handler, Telemetry telemetry) {
    return new TracedHandler(queue, handler, telemetry);
  }

  @Override
  public String handle(JobContext context) throws Exception {
    Job job = context.job();
    Telemetry.Operation operation =
        new Telemetry.Operation(
            Telemetry.Side.CONSUMER,
            "process",
            queue.name(),
            queue.name(),
            StoredTrace.metadata(job.options()));
    try (Telemetry.Span span = telemetry.open(operation)) {
      String attempt = Integer.toString(context.attempt());
      span.tell(
          Map.of(
              "bullmq.job.id", job.id(), //
              "bullmq.job.name", job.name(),
              "bullmq.job.attempts.made", attempt));
      try {
        return handler.handle(context);
      } catch (StepException later) {
        throw later; // the job goes on another time: that is no failure
      } catch (Exception | Error e) {
        span.failed(e);
        if (!StoredTrace.isOmitted(job.options())) {
          context.active().failureTrace(span.metadata());
        }
        throw e;
      }
    }
  }
}

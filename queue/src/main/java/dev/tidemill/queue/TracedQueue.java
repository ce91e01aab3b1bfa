package dev.tidemill.queue;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs to a queue under spans, and puts into each job what ties it to them.
 *
 * <p><b>Threading:</b> as {@link Queue}.
 */
public final class TracedQueue {

  private final Queue queue;
  private final Tracing tracing;

  private TracedQueue(Queue queue, Telemetry telemetry) {
    this.queue = queue;
    this.tracing = new Tracing(telemetry);
  }

  /** That queue, which is for its owner to close, told to that telemetry. */
  public static TracedQueue of(Queue queue, Telemetry telemetry) {
    return new TracedQueue(queue, telemetry);
  }

  /** As {@link #add(String, String, JobOptions)} with the options that most jobs have. */
  public String add(String name, String data) {
    return add(name, data, queue.options().settings().jobDefaults());
  }

  /** As {@link Queue#add(String, String, JobOptions)}. */
  public String add(String name, String data, JobOptions options) {
    return tracing.under(
        one(name),
        span -> {
          String id = queue.add(name, data, tied(options, span.metadata(), true));
          tellOne(span, name, id);
          return id;
        });
  }

  /** As {@link Queue#addAsync(String, String)}. */
  public CompletionStage<String> addAsync(String name, String data) {
    return addAsync(name, data, queue.options().settings().jobDefaults());
  }

  /** As {@link Queue#addAsync(String, String, JobOptions)}; the span ends with the stage. */
  public CompletionStage<String> addAsync(String name, String data, JobOptions options) {
    return tracing.underAsync(
        one(name),
        span -> queue.addAsync(name, data, tied(options, span.metadata(), true)),
        (span, id) -> tellOne(span, name, id));
  }

  /** As {@link Queue#addAll(List)}. */
  public List<String> addAll(List<NewJob> jobs) {
    return tracing.under(
        many(),
        span -> {
          tellMany(span, jobs);
          return queue.addAll(tied(jobs, span));
        });
  }

  /** As {@link Queue#addAllAsync(List)}; the span ends with the stage. */
  public CompletionStage<List<String>> addAllAsync(List<NewJob> jobs) {
    return tracing.underAsync(
        many(), span -> queue.addAllAsync(tied(jobs, span)), (span, ids) -> tellMany(span, jobs));
  }

  private Telemetry.Operation one(String name) {
    String queueName = queue.options().name();
    return Tracing.adding("add", queueName, queueName + "." + name);
  }

  private Telemetry.Operation many() {
    String queueName = queue.options().name();
    return Tracing.adding("addBulk", queueName, queueName);
  }

  private static void tellOne(Telemetry.Span span, String name, String id) {
    span.tell(Map.of("bullmq.job.name", name, "bullmq.job.id", id));
  }

  private static void tellMany(Telemetry.Span span, List<NewJob> jobs) {
    Tracing.tellMany(span, jobs.stream().map(NewJob::name).toList());
  }

  private List<NewJob> tied(List<NewJob> jobs, Telemetry.Span span) {
    return jobs.stream().map(job -> tied(job, span.metadata())).toList();
  }

  private NewJob tied(NewJob job, @Nullable String metadata) {
    return new NewJob(job.name(), job.data(), tied(job.options(), metadata, false));
  }

  /** Whoever has a trace has options: the queue's own are filled in before. */
  private JobOptions tied(JobOptions options, @Nullable String metadata, boolean alone) {
    return Tracing.tied(queue.options().settings().orDefaults(options), metadata, alone);
  }
}

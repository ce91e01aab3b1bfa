package dev.tidemill.queue;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds jobs to a queue under spans, and puts into each job what ties it to them.
 *
 * <p><b>Threading:</b> as {@link Queue}.
 */
public final class TracedQueue {

  private final Queue queue;
  private final Telemetry telemetry;

  private TracedQueue(Queue queue, Telemetry telemetry) {
    this.queue = queue;
    this.telemetry = telemetry;
  }

  /** That queue, which is for its owner to close, told to that telemetry. */
  public static TracedQueue of(Queue queue, Telemetry telemetry) {
    return new TracedQueue(queue, telemetry);
  }

  /** As {@link #add(String, String, JobOptions)} with the options that most jobs have. */
  public String add(String name, String data) {
    return add(name, data, JobOptions.defaults());
  }

  /** As {@link Queue#add(String, String, JobOptions)}. */
  public String add(String name, String data, JobOptions options) {
    String queueName = queue.options().name();
    return traced(
        new Telemetry.Operation(
            Telemetry.Side.PRODUCER, "add", queueName, queueName + "." + name, null),
        span -> {
          String id = queue.add(name, data, tied(options, span.metadata(), true));
          span.tell(Map.of("bullmq.job.name", name, "bullmq.job.id", id));
          return id;
        });
  }

  /** As {@link Queue#addAll(List)}. */
  public List<String> addAll(List<NewJob> jobs) {
    String queueName = queue.options().name();
    return traced(
        new Telemetry.Operation(Telemetry.Side.PRODUCER, "addBulk", queueName, queueName, null),
        span -> {
          String names = jobs.stream().map(NewJob::name).collect(Collectors.joining(","));
          span.tell(
              Map.of(
                  "bullmq.job.bulk.count",
                  Integer.toString(jobs.size()),
                  "bullmq.job.bulk.names",
                  names));
          return queue.addAll(jobs.stream().map(job -> tied(job, span.metadata())).toList());
        });
  }

  private <R> R traced(Telemetry.Operation operation, Function<Telemetry.Span, R> work) {
    try (Telemetry.Span span = telemetry.open(operation)) {
      try {
        return work.apply(span);
      } catch (RuntimeException | Error e) {
        span.failed(e);
        throw e;
      }
    }
  }

  private static NewJob tied(NewJob job, @Nullable String metadata) {
    return new NewJob(job.name(), job.data(), tied(job.options(), metadata, false));
  }

  /** A text that a job of a bulk brings with it stays; one that is added alone gets a new one. */
  private static JobOptions tied(JobOptions options, @Nullable String metadata, boolean alone) {
    TraceContext own = options.trace();
    boolean omit = own != null && own.omit();
    boolean stays = own != null && own.metadata() != null && !alone;
    return metadata == null || omit || stays
        ? options
        : options.toBuilder().trace(new TraceContext(metadata, false)).build();
  }
}

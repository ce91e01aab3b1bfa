package dev.tidemill.queue;

import dev.tidemill.job.JobOptions;
import dev.tidemill.job.NewJob;
import dev.tidemill.job.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
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
    return add(name, data, queue.options().settings().jobDefaults());
  }

  /** As {@link Queue#add(String, String, JobOptions)}. */
  public String add(String name, String data, JobOptions options) {
    return traced(
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
    return tracedAsync(
        one(name),
        span -> queue.addAsync(name, data, tied(options, span.metadata(), true)),
        (span, id) -> tellOne(span, name, id));
  }

  /** As {@link Queue#addAll(List)}. */
  public List<String> addAll(List<NewJob> jobs) {
    return traced(
        many(),
        span -> {
          tellMany(span, jobs);
          return queue.addAll(tied(jobs, span));
        });
  }

  /** As {@link Queue#addAllAsync(List)}; the span ends with the stage. */
  public CompletionStage<List<String>> addAllAsync(List<NewJob> jobs) {
    return tracedAsync(
        many(), span -> queue.addAllAsync(tied(jobs, span)), (span, ids) -> tellMany(span, jobs));
  }

  private Telemetry.Operation one(String name) {
    String queueName = queue.options().name();
    return new Telemetry.Operation(
        Telemetry.Side.PRODUCER, "add", queueName, queueName + "." + name, null);
  }

  private Telemetry.Operation many() {
    String queueName = queue.options().name();
    return new Telemetry.Operation(Telemetry.Side.PRODUCER, "addBulk", queueName, queueName, null);
  }

  private static void tellOne(Telemetry.Span span, String name, String id) {
    span.tell(Map.of("bullmq.job.name", name, "bullmq.job.id", id));
  }

  private static void tellMany(Telemetry.Span span, List<NewJob> jobs) {
    String names = jobs.stream().map(NewJob::name).collect(Collectors.joining(","));
    String count = Integer.toString(jobs.size());
    span.tell(Map.of("bullmq.job.bulk.count", count, "bullmq.job.bulk.names", names));
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

  private <R> CompletionStage<R> tracedAsync(
      Telemetry.Operation operation,
      Function<Telemetry.Span, CompletionStage<R>> work,
      BiConsumer<Telemetry.Span, R> teller) {
    Telemetry.Span opened = telemetry.open(operation);
    CompletionStage<R> stage = begun(work, opened);
    Telemetry.Span span = opened.detached();
    CompletableFuture<R> answer = new CompletableFuture<>();
    var unused =
        stage.whenComplete(
            (result, failure) -> {
              try (span) {
                if (failure == null) {
                  teller.accept(span, result);
                } else {
                  span.failed(failure);
                }
              } finally {
                tell(answer, result, failure);
              }
            });
    return answer;
  }

  private static <R> CompletionStage<R> begun(
      Function<Telemetry.Span, CompletionStage<R>> work, Telemetry.Span span) {
    try {
      return work.apply(span);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** The failure as it was, not wrapped as a dependent stage would have it. */
  private static <R> void tell(CompletableFuture<R> answer, R result, @Nullable Throwable failure) {
    if (failure == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private static List<NewJob> tied(List<NewJob> jobs, Telemetry.Span span) {
    return jobs.stream().map(job -> tied(job, span.metadata())).toList();
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
